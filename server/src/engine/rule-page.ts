import { FACTORS } from '../factors.ts';

/** Where the tool is described. */
export const HOME_PAGE = 'https://github.com/twelve-factor/vscode-twelve-factor';

/** Where the rules' pages are read. */
const RULE_PAGES = `${HOME_PAGE}/blob/main/docs/rules`;

const SLUGS: ReadonlySet<string> = new Set(FACTORS.map(({ slug }) => slug));

/**
 * What stands behind a rule: a factor, a language (Procfile, dotenv), or the engine itself, which speaks of
 * suppressions and the configuration. Only factors are scored.
 */
export function ruleFamily(rule: string): 'factor' | 'language' | 'engine' {
  if (rule.startsWith('suppression/') || rule.startsWith('configuration/')) return 'engine';
  return SLUGS.has(rule.slice(0, rule.indexOf('/'))) ? 'factor' : 'language';
}

/** The page of a rule; undefined for what the engine itself says. */
export function rulePage(rule: string): string | undefined {
  return ruleFamily(rule) === 'engine' ? undefined : `${RULE_PAGES}/${rule}.md`;
}
