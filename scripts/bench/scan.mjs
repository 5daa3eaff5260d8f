import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { prepareAstGrep, RULES_PER_FILE } from './ast-grep.mjs';
import { inMilliseconds, median, printTable } from './statistics.mjs';

const RUNS = 5;
const MAXIMUM_OUTPUT = 256 * 1024 * 1024;

/** Compares a scan by the command line to ast-grep and to mere reading. Runs are interleaved, as machines vary. */
export function benchScan(root, folder) {
  const floor = [process.execPath, path.join(import.meta.dirname, 'list-and-read.mjs')];
  const contestants = [
    { name: 'list and read', command: floor, exits: [0] },
    {
      name: 'twelve-factor',
      command: [
        process.execPath,
        path.join(root, 'dist', 'cli.js'),
        'check',
        '--format',
        'json',
        '--fail-on',
        'never',
      ],
      exits: [0],
    },
  ];
  const astGrep = prepareAstGrep(path.join(root, 'out', 'bench', 'ast-grep'));
  if (astGrep.command) {
    contestants.push(
      { name: `ast-grep ${astGrep.version}`, command: astGrep.command, exits: [0, 1] },
      {
        name: `ast-grep ${astGrep.version}, 1 thread`,
        command: [...astGrep.command, '--threads', '1'],
        exits: [0, 1],
      },
    );
  } else {
    console.error(`\nNOT COMPARED with ast-grep: ${astGrep.reason}`);
  }

  const { files, bytes } = JSON.parse(timed(contestants[0], folder).output);
  const report = JSON.parse(timed(contestants[1], folder).output);
  const times = new Map(contestants.map(({ name }) => [name, []]));
  for (let run = 0; run < RUNS; run++) {
    for (const contestant of contestants)
      times.get(contestant.name).push(timed(contestant, folder).milliseconds);
  }

  const own = median(times.get('twelve-factor'));
  printTable(
    `Scan of ${folder}: ${files} files of code, ${(bytes / 1e6).toFixed(1)} MB; median of ${RUNS} interleaved runs, processes from start to end`,
    [
      ['', 'median', 'least', 'most', 'times ours'],
      ...contestants.map(({ name }) => {
        const values = times.get(name);
        return [
          name,
          inMilliseconds(median(values)),
          inMilliseconds(Math.min(...values)),
          inMilliseconds(Math.max(...values)),
          (median(values) / own).toFixed(2),
        ];
      }),
    ],
  );
  console.log(
    `  ${report.findings.length} findings of twelve-factor; ast-grep has ${RULES_PER_FILE} rules for each file.`,
  );
  const [, , theirs] = contestants;
  if (!theirs) return undefined;
  const ratio = median(times.get(theirs.name)) / own;
  return {
    name: 'scan at least as fast as ast-grep',
    isHeld: ratio >= 1,
    figure: `${ratio.toFixed(2)} times as fast`,
  };
}

function timed({ name, command: [program, ...words], exits }, folder) {
  const started = performance.now();
  const { status, stdout, stderr, error } = spawnSync(program, [...words, folder], {
    encoding: 'utf8',
    maxBuffer: MAXIMUM_OUTPUT,
  });
  const milliseconds = performance.now() - started;
  if (!exits.includes(status)) {
    throw new Error(`${name} ended with ${status}: ${error?.message ?? stderr.slice(0, 2000)}`);
  }
  return { milliseconds, output: stdout };
}
