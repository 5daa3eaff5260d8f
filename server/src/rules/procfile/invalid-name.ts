import type { ProcfileTarget } from '../../formats/procfile/targets.ts';
import type { ProcfileDocument, ProcfileEntry } from '../../formats/procfile.ts';
import type { Fix } from '../../model/finding.ts';
import { defineRule } from '../../model/rule.ts';
import { ALL_ENVIRONMENTS, ALL_KINDS, inUse, judge } from './targets-affected.ts';

/** All but goreman, piku and those that read YAML. */
const STRICT: readonly ProcfileTarget[] = [
  'foreman',
  'forego',
  'honcho',
  'overmind',
  'hivemind',
  'node-foreman',
  'heroku',
  'dokku',
  'paketo',
  'google-cloud',
  'scalingo',
  'elastic-beanstalk',
];

export default defineRule({
  id: 'procfile/invalid-name',
  severity: 'error',
  summary: 'Name process types with letters, digits, `-` and `_` only.',
  kinds: ALL_KINDS,
  environments: ALL_ENVIRONMENTS,
  formats: {
    *procfile(document, context) {
      const found = judge(context, STRICT, { used: 'error', unknown: 'error' });
      if (!found) return;
      for (const entry of document.entries) {
        const { name, nameSpan } = entry;
        if (/^[A-Za-z0-9_-]+$/.test(name)) continue;
        yield {
          span: nameSpan,
          message: `'${name}' is no name that a Procfile takes: foreman, honcho and overmind skip the process without a word, Dokku and Heroku's Procfile buildpack refuse the file${inUse(found)}. Use letters, digits and \`-\` only.`,
          fixes: rename(document, entry),
        };
      }
    },
  },
});

/** Renames to the nearest valid name, if it is free. */
function rename({ entries }: ProcfileDocument, { name, nameSpan }: ProcfileEntry): readonly Fix[] {
  const valid = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (valid === '' || entries.some((entry) => entry.name === valid)) return [];
  return [{ title: `Rename to '${valid}'`, kind: 'suggested', edits: [{ span: nameSpan, text: valid }] }];
}
