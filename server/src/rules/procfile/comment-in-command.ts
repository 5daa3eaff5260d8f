import type { ProcfileEntry } from '../../formats/procfile.ts';
import { shellWords } from '../../formats/shell-words.ts';
import type { Fix } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import { ALL_ENVIRONMENTS, ALL_KINDS, inUse, judge } from './targets-affected.ts';

export default defineRule({
  id: 'procfile/comment-in-command',
  severity: 'hint',
  summary: 'Keep `#` and `//` out of commands: some readers cut the command there, even inside quotes.',
  kinds: ALL_KINDS,
  environments: ALL_ENVIRONMENTS,
  formats: {
    *procfile({ entries }, context) {
      for (const entry of entries) {
        const { command, commandSpan } = entry;
        const at = /\s(?:#|\/\/)/.exec(command);
        if (!at) continue;
        const isSlashes = at[0].endsWith('/');
        const found = judge(context, isSlashes ? ['dokku'] : ['dokku', 'cloud-foundry', 'railway'], {
          used: 'error',
          unknown: 'hint',
        });
        if (!found) continue;
        const start = commandSpan.start + at.index + 1;
        const isComment = !isSlashes && !isInWord(entry, start);
        // A shell drops the comment by itself: nothing is lost but clarity.
        const severity = isComment ? 'hint' : found.severity;
        const mark = isSlashes ? '//' : '#';
        yield {
          span: { start, end: commandSpan.end },
          severity,
          message: isComment
            ? 'A Procfile has no comments behind commands: some readers cut them, others hand them to the shell or, without one, to the program. Put the comment on a line of its own.'
            : `${isSlashes ? 'Dokku cuts' : 'Dokku, Cloud Foundry and Railway cut'} the command at \` ${mark}\`, even inside quotes${inUse(found)}. Move the command to a script.`,
          fixes: isComment ? [commentAbove(entry, start)] : [],
        };
      }
    },
  },
});

function isInWord({ command, commandSpan }: ProcfileEntry, offset: number): boolean {
  return shellWords(command, commandSpan.start).some(({ span }) => span.start <= offset && offset < span.end);
}

function commentAbove({ span, command, commandSpan }: ProcfileEntry, start: number): Fix {
  const comment = command.slice(start - commandSpan.start);
  const rest = command.slice(0, start - commandSpan.start).trimEnd();
  return {
    title: 'Put the comment on the line above',
    kind: 'safe',
    edits: [
      { span: { start: span.start, end: span.start }, text: `${comment}\n` },
      { span: { start: commandSpan.start + rest.length, end: commandSpan.end }, text: '' },
    ],
  };
}
