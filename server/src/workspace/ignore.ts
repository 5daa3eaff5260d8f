import ignore, { type Ignore } from 'ignore';

/** The rules of one ignore file, for what is below its folder. */
type Level = { readonly folder: string; readonly matcher: Ignore };

/** The ignore files that have a say at one place, outermost first. */
export type IgnoreRules = readonly Level[];

/**
 * Never entered, whatever an ignore file says: installed packages, caches and what tools write beside them. Kept
 * short, since people cannot turn it off; what is built or vendored has a role instead (roles.ts).
 */
const NEVER_ENTERED: ReadonlySet<string> = new Set(
  (
    '.git .hg .svn node_modules bower_components .venv venv __pycache__ .tox .next .nuxt .svelte-kit .terraform ' +
    '.gradle'
  ).split(' '),
);

/** Takes the path of a folder relative to the root. */
export function isNeverEntered(folder: string): boolean {
  if (NEVER_ENTERED.has(folder.slice(folder.lastIndexOf('/') + 1))) return true;
  // Bundler's copies of gems.
  return /(?:^|\/)vendor\/bundle$/.test(folder);
}

/** Adds the rules of an ignore file. `folder` is the file's, relative to the root; empty for the root. */
export function withIgnoreFile(rules: IgnoreRules, folder: string, text: string): IgnoreRules {
  // A byte order mark would become part of the first pattern.
  const matcher = ignore().add(text.replace(/^\uFEFF/, ''));
  return [...rules, { folder, matcher }];
}

/** Whether a path relative to the root is ignored, as Git decides: the innermost file that names it does. */
export function isIgnored(rules: IgnoreRules, path: string, isFolder: boolean): boolean {
  for (let index = rules.length - 1; index >= 0; index--) {
    const level = rules[index];
    if (!level) continue;
    const { ignored, unignored } = test(level, path, isFolder);
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}

/**
 * The rules for what is in a folder that is not itself ignored. An outer file that ignores the folder was overruled
 * by an inner one; of what is in it, it would say again that it is ignored, so it has no say there.
 */
export function rulesBelow(rules: IgnoreRules, folder: string): IgnoreRules {
  if (rules.length < 2) return rules;
  const left = rules.filter((level) => !test(level, folder, true).ignored);
  return left.length === rules.length ? rules : left;
}

function test({ folder, matcher }: Level, path: string, isFolder: boolean) {
  const relative = folder === '' ? path : path.slice(folder.length + 1);
  return matcher.test(isFolder ? `${relative}/` : relative);
}
