import type { ProcfileTarget } from '../../formats/procfile/targets.ts';
import type { ProcfileEntry } from '../../formats/procfile.ts';
import { type ShellCommand, shellWords } from '../../formats/shell-words.ts';
import type { Fix } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import type { Span } from '../../model/span.ts';
import { extractToScript } from './extract-script.ts';
import { ALL_ENVIRONMENTS, ALL_KINDS, inUse, judge } from './targets-affected.ts';

/** forego puts `exec` before the command; so does what Dokku runs for buildpacks (gliderlabs/herokuish). */
const EXECUTING: readonly ProcfileTarget[] = ['forego', 'dokku'];

export default defineRule({
  id: 'procfile/shell-syntax-not-portable',
  severity: 'hint',
  summary: 'Run one program per process type; move what takes a shell to a script.',
  kinds: ALL_KINDS,
  environments: ALL_ENVIRONMENTS,
  formats: {
    *procfile({ path, entries }, context) {
      const isForego = context.targets.includes('forego');
      const found = judge(context, EXECUTING, { used: isForego ? 'error' : 'warning', unknown: 'hint' });
      if (!found) return;
      for (const entry of entries) {
        const commands = shellWords(entry.command, entry.commandSpan.start);
        const [first, second] = commands;
        if (!first) continue;
        const prefix = assignmentsOf(first);
        if (prefix) {
          yield {
            span: prefix,
            severity: found.severity,
            message: `With \`exec\` before the command, which forego and Dokku's buildpacks put there, the assignment is taken for the program and is 'not found'${inUse(found)}. Put \`env\` before it, or set the variable in the environment.`,
            fixes: [throughEnv(entry, prefix)],
          };
        } else if (second && isOperator(first)) {
          yield {
            span: { start: first.span.end, end: second.span.start },
            severity: found.severity,
            message: `With \`exec\` before the command, which forego and Dokku's buildpacks put there, what follows \`${first.separator}\` is not run as it is written${inUse(found)}. Move the command to a script, such as \`bin/${entry.name}\`.`,
            fixes: [extractToScript(path, entry) ?? []].flat(),
          };
        }
      }
    },
  },
});

function assignmentsOf({ assignments, words }: ShellCommand): Span | undefined {
  const [first] = assignments;
  const last = assignments.at(-1);
  return first && last && words.length > 0 ? { start: first.span.start, end: last.span.end } : undefined;
}

function isOperator({ separator }: ShellCommand): boolean {
  return separator === '&&' || separator === '||' || separator === ';';
}

function throughEnv({ commandSpan }: ProcfileEntry, { start }: Span): Fix {
  return {
    title: 'Set the variable by env',
    kind: start === commandSpan.start ? 'safe' : 'suggested',
    edits: [{ span: { start, end: start }, text: 'env ' }],
  };
}
