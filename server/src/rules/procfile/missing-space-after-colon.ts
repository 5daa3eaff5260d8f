import { defineRule } from '../../model/rule.ts';
import { ALL_ENVIRONMENTS, ALL_KINDS, inUse, judge } from './targets-affected.ts';

export default defineRule({
  id: 'procfile/missing-space-after-colon',
  severity: 'hint',
  summary: 'Write a space between the colon of a process type and its command.',
  kinds: ALL_KINDS,
  environments: ALL_ENVIRONMENTS,
  formats: {
    *procfile({ lines }, context) {
      const found = judge(context, ['overmind', 'hivemind', 'cloud-foundry', 'railway'], {
        used: 'error',
        unknown: 'hint',
      });
      if (!found) return;
      for (const { span } of lines.flatMap(({ problems }) => problems.filter(isMissingSpace))) {
        yield {
          span,
          severity: found.severity,
          message: `Without a space after the colon, overmind and hivemind skip the process without a word, and Cloud Foundry and Railway, which read YAML, refuse the file${inUse(found)}. Put one there.`,
          fixes: [
            {
              title: 'Put a space after the colon',
              kind: 'safe',
              edits: [{ span: { start: span.end, end: span.end }, text: ' ' }],
            },
          ],
        };
      }
    },
  },
});

function isMissingSpace({ kind }: { readonly kind: string }): boolean {
  return kind === 'missing-space-after-colon';
}
