import type { ProjectView } from '../../model/project.ts';
import { defineRule } from '../../model/rule.ts';
import type { Summary } from '../../model/summary.ts';
import { isProcfile } from './formations.ts';
import { pathsRun } from './paths-run.ts';
import { ALL_KINDS } from './targets-affected.ts';

export default defineRule({
  id: 'procfile/carriage-return-in-script',
  severity: 'error',
  summary: 'End the lines of scripts that processes run with LF alone.',
  kinds: ALL_KINDS,
  *project(project) {
    for (const summary of project.summaries.filter(isProcfile)) {
      // With CR LF in both, Git may have put it there, on this machine only.
      if (firstCarriageReturn(summary)) continue;
      for (const fact of summary.processes ?? []) {
        if (fact.kind !== 'run-file' || /^(?:node|nodejs|python|ruby|php|tsx|ts-node)$/.test(fact.program))
          continue;
        const script = scriptAt(pathsRun(summary.path, fact), project);
        const first = script && firstCarriageReturn(script);
        if (!script || !first) continue;
        const harm =
          fact.program === ''
            ? 'the system looks for an interpreter whose name ends with the invisible CR and finds none'
            : `${fact.program} takes the invisible CR for a part of each command`;
        yield {
          path: summary.path,
          span: fact.span,
          message: `The lines of \`${fact.path}\` end with CR LF: on Linux ${harm}, so the process does not start. End them with LF, and keep it so by \`${fact.path} text eol=lf\` in \`.gitattributes\`.`,
          related: [{ path: script.path, span: first.span, message: 'The first CR' }],
        };
      }
    }
  },
});

function scriptAt(paths: readonly string[], { summaries }: ProjectView): Summary | undefined {
  return summaries.find(({ path }) => paths.includes(path));
}

function firstCarriageReturn({ processes = [] }: Summary) {
  return processes.find(({ kind }) => kind === 'carriage-return');
}
