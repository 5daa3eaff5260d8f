import { defineRule } from '../../model/rule.ts';
import { ALL_ENVIRONMENTS, ALL_KINDS, inUse, judge } from './targets-affected.ts';

/** Variables of which the name begins with one that foreman always replaces (foreman lib/foreman/process.rb). */
const HAZARD = /\$((?:PORT|PS)\w+)/g;

export default defineRule({
  id: 'procfile/foreman-substitution',
  severity: 'hint',
  summary:
    'Put braces around variables whose names begin with `PORT` or `PS`, which foreman replaces as text.',
  kinds: ALL_KINDS,
  environments: ALL_ENVIRONMENTS,
  formats: {
    *procfile({ entries }, context) {
      const found = judge(context, ['foreman'], { used: 'warning', unknown: 'hint' });
      if (!found) return;
      for (const { command, commandSpan } of entries) {
        for (const match of command.matchAll(HAZARD)) {
          const name = match[1] ?? '';
          const start = commandSpan.start + match.index;
          const replaced = name.startsWith('PORT') ? 'PORT' : 'PS';
          yield {
            span: { start, end: start + match[0].length },
            severity: found.severity,
            message: `Wherever \`$${replaced}\` stands, foreman replaces it as text, so that \`$${name}\` becomes the value of ${replaced} followed by '${name.slice(replaced.length)}'${inUse(found)}. Write \`\${${name}}\`.`,
            fixes: [
              {
                title: `Write \${${name}}`,
                kind: 'safe',
                edits: [{ span: { start, end: start + match[0].length }, text: `\${${name}}` }],
              },
            ],
          };
        }
      }
    },
  },
});
