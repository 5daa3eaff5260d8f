import type { Anchor } from '../model/rule.ts';
import type { Assignment, SourceFile } from '../model/source-file.ts';

/**
 * Anchor for the assignment of a setting that a framework or library gave its name: `NAME =`, `NAME: str =`,
 * `config["NAME"] =`, the keyword `NAME=`; not `NAME_SUFFIX` and no comparison.
 */
export function settingAnchor(name: string): Anchor {
  return {
    text: name,
    gate: new RegExp(`${name}['"]?\\]?\\s*(?::[^=\\n]{1,60})?=(?!=)`, 'y'),
    before: /(?:^|[^\w])$/,
  };
}

/** A call that fills a configuration from keywords, up to the keyword. */
const CONFIGURATION_CALL = /(?:config\.(?:update|from_mapping)|Settings|Config)\s*\([^()]*$/;

/** How far back the call of a keyword is looked for, in UTF-16 code units. */
const CALL_WINDOW = 400;

/**
 * Whether an assignment is read as a setting: in a module, a class or a configuration object. Inside a function it
 * is a name like another.
 */
export function isSettingsPlace(file: SourceFile, { form, target, nameSpan }: Assignment): boolean {
  const { start } = nameSpan;
  if (form === 'argument')
    return CONFIGURATION_CALL.test(file.source({ start: Math.max(0, start - CALL_WINDOW), end: start }));
  if (form === 'property' || form === 'default') return false;
  if (target.includes('.')) return /\bconf(?:ig)?\b/.test(target);
  return file.functionAround(start) === undefined;
}
