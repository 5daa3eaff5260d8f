import type { DotenvAssignment } from '../../formats/dotenv.ts';
import { DEFAULT_KINDS, defineRule } from '../../model/rule.ts';
import { DOTENV_SCOPE } from './scope.ts';

/** What names call a deploy. Tests and a developer's own machine may well need settings beside the application's. */
const DEPLOYS: ReadonlyMap<string, string> = new Map([
  ['PROD', 'production'],
  ['PRODUCTION', 'production'],
  ['PRD', 'production'],
  ['STAGING', 'staging'],
  ['STAGE', 'staging'],
  ['STG', 'staging'],
  ['DEV', 'development'],
  ['DEVELOP', 'development'],
  ['DEVELOPMENT', 'development'],
  ['QA', 'acceptance'],
  ['UAT', 'acceptance'],
  ['PREPROD', 'preproduction'],
]);

export default defineRule({
  id: 'dotenv/grouped-environments',
  severity: 'information',
  summary: 'Give each deploy its own value of one variable, instead of one variable for each deploy.',
  ...DOTENV_SCOPE,
  kinds: DEFAULT_KINDS,
  formats: {
    *dotenv(document) {
      const groups = [...groupsIn(document.assignments).values()].filter((group) => group.size > 1);
      const [first] = groups;
      if (!first) return;
      const [one, other] = [...first.values()];
      if (!one || !other) return;
      const more = groups.length - 1;
      yield {
        span: other.keySpan,
        message: `'${one.key}' and '${other.key}' are one setting for two deploys${
          more === 0 ? '' : ` (and ${more} more setting${more === 1 ? '' : 's'} likewise)`
        }, so a new deploy needs new names and every deploy holds the others' values. Read one variable, and give it a value in each deploy.`,
        confidence: 'medium',
        related: [
          { path: document.path, span: one.keySpan, message: `'${one.key}' is the same setting elsewhere` },
        ],
      };
    },
  },
});

/** By the name without its deploy, the assignment for each deploy. */
function groupsIn(assignments: readonly DotenvAssignment[]): Map<string, Map<string, DotenvAssignment>> {
  const groups = new Map<string, Map<string, DotenvAssignment>>();
  for (const assignment of assignments) {
    const words = assignment.key.split('_');
    const at = words.findIndex((word) => DEPLOYS.has(word));
    const deploy = DEPLOYS.get(words[at] ?? '');
    if (deploy === undefined || words.length < 2) continue;
    const setting = words.with(at, '*').join('_');
    const group = groups.get(setting) ?? new Map<string, DotenvAssignment>();
    if (!group.has(deploy)) group.set(deploy, assignment);
    groups.set(setting, group);
  }
  return groups;
}
