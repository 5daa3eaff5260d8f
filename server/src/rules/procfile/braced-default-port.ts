import { type ShellExpansion, shellWords } from '../../formats/shell-words.ts';
import { defineRule } from '../../model/rule.ts';
import { ALL_ENVIRONMENTS, ALL_KINDS, inUse, judge } from './targets-affected.ts';

export default defineRule({
  id: 'procfile/braced-default-port',
  severity: 'hint',
  summary: 'Write `$PORT` without a default: not every platform expands `${PORT:-5000}`.',
  kinds: ALL_KINDS,
  environments: ALL_ENVIRONMENTS,
  formats: {
    *procfile({ entries }, context) {
      const found = judge(context, ['dokku'], { used: 'error', unknown: 'hint' });
      if (!found) return;
      for (const { command, commandSpan } of entries) {
        for (const { name, span, modifier } of expansionsIn(command, commandSpan.start)) {
          if (!modifier.startsWith(':') && !modifier.startsWith('-')) continue;
          const isPort = name === 'PORT';
          yield {
            span,
            severity: found.severity,
            message: `Dokku expands variables itself for images and release commands, and makes \`\${${name}${modifier}}\` empty${inUse(found)}. ${
              isPort
                ? 'Write `$PORT`: every platform and runner sets it.'
                : 'Give the default in the code, or set the variable in the environment.'
            }`,
            fixes: isPort
              ? [{ title: 'Write $PORT', kind: 'suggested', edits: [{ span, text: '$PORT' }] }]
              : [],
          };
        }
      }
    },
  },
});

function expansionsIn(command: string, offset: number): readonly ShellExpansion[] {
  return shellWords(command, offset).flatMap(({ words, assignments, redirections }) =>
    [...words, ...assignments.map(({ value }) => value), ...redirections.map(({ target }) => target)].flatMap(
      ({ expansions }) => expansions,
    ),
  );
}
