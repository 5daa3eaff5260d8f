import type { ProcfileContext, ProcfileTarget } from '../../formats/procfile/targets.ts';
import type { ProcfileLine, ProcfileProblem } from '../../formats/procfile.ts';
import type { Fix, Report } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import { ALL_ENVIRONMENTS, ALL_KINDS, inUse, judge } from './targets-affected.ts';

/** Readers whose pattern begins with the name at the start of the line, followed by the colon. */
const STRICT: readonly ProcfileTarget[] = [
  'foreman',
  'forego',
  'honcho',
  'overmind',
  'hivemind',
  'node-foreman',
  'paketo',
  'google-cloud',
  'elastic-beanstalk',
];

export default defineRule({
  id: 'procfile/misplaced-space',
  severity: 'error',
  summary: 'Begin lines of a Procfile at the first column, with the colon right after the name.',
  kinds: ALL_KINDS,
  environments: ALL_ENVIRONMENTS,
  formats: {
    *procfile({ lines }, context) {
      for (const line of lines) {
        for (const problem of line.problems) yield* reportOf(line, problem, context);
      }
    },
  },
});

function* reportOf(
  line: ProcfileLine,
  { kind, span }: ProcfileProblem,
  context: ProcfileContext,
): Iterable<Report> {
  if (kind === 'indented' && line.kind === 'comment') {
    const found = judge(context, ['node-foreman'], { used: 'error', unknown: 'hint' });
    if (!found) return;
    yield {
      span,
      severity: found.severity,
      message: `Before an indented comment node-foreman gives the whole file up and runs \`npm start\`${inUse(found)}. Move it to the first column.`,
      fixes: [removal(span, 'Move the comment to the first column')],
    };
    return;
  }
  if (line.kind !== 'entry' || (kind !== 'indented' && kind !== 'space-before-colon')) return;
  const isIndented = kind === 'indented';
  const found = judge(context, isIndented ? STRICT : [...STRICT, 'heroku'], {
    used: 'error',
    unknown: 'error',
  });
  if (!found) return;
  const { name } = line.entry;
  yield {
    span,
    severity: found.severity,
    message: isIndented
      ? `White space before the name makes foreman, honcho and overmind skip '${name}' without a word${inUse(found)}. Remove it.`
      : `White space before the colon makes foreman, honcho and overmind skip '${name}' without a word, and Heroku's Procfile buildpack refuses the file${inUse(found)}. Remove it.`,
    fixes: [removal(span, 'Remove the white space')],
  };
}

function removal(span: ProcfileProblem['span'], title: string): Fix {
  return { title, kind: 'safe', edits: [{ span, text: '' }] };
}
