import { defineRule } from '../../model/rule.ts';
import { ALL_ENVIRONMENTS, ALL_KINDS, inUse, judge } from './targets-affected.ts';

/** What foreman gives each process; it replaces these as text, as it does with what `.env` names (lib/foreman/process.rb). */
const GIVEN = ['PORT', 'PS'];

export default defineRule({
  id: 'procfile/foreman-substitution',
  severity: 'hint',
  summary:
    'Put braces around variables whose names begin with what foreman replaces as text: `PORT`, `PS`, keys of `.env`.',
  kinds: ALL_KINDS,
  environments: ALL_ENVIRONMENTS,
  formats: {
    *procfile({ entries }, context) {
      const found = judge(context, ['foreman'], { used: 'warning', unknown: 'hint' });
      if (!found) return;
      const replaced = [...GIVEN, ...(context.replaced ?? [])];
      for (const { command, commandSpan } of entries) {
        for (const match of command.matchAll(/\$(\w+)/g)) {
          const name = match[1] ?? '';
          const start = commandSpan.start + match.index;
          const part = replaced.find((one) => name.startsWith(one) && name !== one);
          if (part === undefined || replaced.includes(name)) continue;
          const span = { start, end: start + match[0].length };
          yield {
            span,
            severity: found.severity,
            message: `Wherever \`$${part}\` stands, foreman replaces it as text, so that \`$${name}\` becomes the value of ${part} followed by '${name.slice(part.length)}'${inUse(found)}. Write \`\${${name}}\`.`,
            fixes: [{ title: `Write \${${name}}`, kind: 'safe', edits: [{ span, text: `\${${name}}` }] }],
          };
        }
      }
    },
  },
});
