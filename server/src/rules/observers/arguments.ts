import { defineObserver } from '../../model/rule.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { Observation } from '../../model/summary.ts';
import { importAnchors, importedOf } from './imported-modules.ts';

const MODULES: Readonly<Record<SourceFile['family'], readonly string[]>> = {
  javascript: [
    'commander',
    'yargs',
    'yargs/yargs',
    'meow',
    'minimist',
    'cac',
    'sade',
    'clipanion',
    'citty',
    'caporal',
    '@caporal/core',
    'command-line-args',
    '@oclif/core',
    'gluegun',
  ],
  python: ['click', 'docopt', 'fire', 'typer'],
};

const CALLS = /^(?:argparse\.ArgumentParser|optparse\.OptionParser|util\.parseArgs)$/;

/** Programs that read a command line. */
export default defineObserver({
  anchors: {
    javascript: [
      ...importAnchors(MODULES.javascript, 'javascript'),
      { text: 'parseArgs', gate: /parseArgs\s*\(/y },
    ],
    python: [
      { text: 'ArgumentParser', gate: /ArgumentParser\s*\(/y },
      { text: 'OptionParser', gate: /OptionParser\s*\(/y },
      ...importAnchors(MODULES.python, 'python'),
    ],
  },
  *observe(file): Iterable<Observation> {
    for (const { module, span } of importedOf(file, MODULES[file.family])) {
      yield { kind: 'parses-arguments', span, detail: `${file.path} reads its command line by ${module}` };
    }
    for (const { callee, span } of file.callsAtAnchors()) {
      if (!CALLS.test(callee)) continue;
      const library = callee.slice(0, callee.indexOf('.'));
      yield { kind: 'parses-arguments', span, detail: `${file.path} reads its command line by ${library}` };
    }
  },
});
