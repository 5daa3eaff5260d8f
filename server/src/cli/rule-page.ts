/** Where the rules' pages are read. */
const RULE_PAGES = 'https://github.com/twelve-factor/vscode-twelve-factor/blob/main/docs/rules';

/** Where the tool is described. */
export const HOME_PAGE = 'https://github.com/twelve-factor/vscode-twelve-factor';

/** Whether a factor stands behind a rule, or the engine itself says it: of suppressions and the configuration. */
export function ruleFamily(rule: string): 'factor' | 'engine' {
  return rule.startsWith('suppression/') || rule.startsWith('configuration/') ? 'engine' : 'factor';
}

/** The page of a rule; undefined for what the engine itself says. */
export function rulePage(rule: string): string | undefined {
  return ruleFamily(rule) === 'factor' ? `${RULE_PAGES}/${rule}.md` : undefined;
}
