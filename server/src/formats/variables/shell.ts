import type { VariableNeed, VariableUse, VariableUses } from '../../model/variable.ts';
import { type ShellExpansion, shellWords } from '../shell-words.ts';
import { isEnvironmentName } from './names.ts';

export function isShellScript(path: string): boolean {
  return /(?:\.(?:sh|bash|ksh|zsh)|(?:^|\/)\.envrc)$/.test(path);
}

/** Commands whose arguments are names that get a value in the script. */
const DECLARING = /^(?:local|declare|typeset|readonly|read|for|select|getopts|mapfile)$/;

/**
 * What a script takes of the environment. A name to which the script gives a value is its own, unless it asks for
 * one from outside first: `PORT=${PORT:-5000}`.
 */
export function readShellVariables(path: string, text: string): VariableUses {
  const detail = path.slice(path.lastIndexOf('/') + 1);
  const own = new Set<string>();
  const expansions: ShellExpansion[] = [];
  const uses: VariableUse[] = [];
  for (const { assignments, words, redirections } of shellWords(text, 0)) {
    for (const { name, value } of assignments) {
      if (words.length === 0) own.add(name);
      expansions.push(...value.expansions);
    }
    const program = words[0]?.value ?? '';
    for (const word of [...words, ...redirections.map(({ target }) => target)])
      expansions.push(...word.expansions);
    for (const word of words.slice(1)) {
      const name = /^([A-Za-z_]\w*)(?:$|\+?=)/.exec(word.value)?.[1];
      if (name === undefined) continue;
      if (DECLARING.test(program)) own.add(name);
      const isSet = word.value.length > name.length;
      if (program !== 'export' || !isSet || !isEnvironmentName(name)) continue;
      own.add(name);
      const { start } = word.span;
      uses.push({ name, kind: 'write', span: { start, end: start + name.length }, detail });
    }
  }
  for (const { name, span, modifier } of expansions) {
    const need = needOf(modifier);
    if (!isEnvironmentName(name) || (own.has(name) && need === 'optional')) continue;
    const start = text.indexOf(name, span.start + 1);
    const fallback = need === 'default' ? modifier.replace(/^:?[-=]/, '') : undefined;
    uses.push({
      name,
      kind: 'read',
      span: { start, end: start + name.length },
      need,
      detail,
      ...(fallback !== undefined && !/[$`]/.test(fallback) ? { fallback } : {}),
    });
  }
  return {
    uses,
    readsWholeEnvironment:
      /^[ \t]*(?:env|printenv|export)[ \t]*(?:\||>|$)|\benvsubst\b(?![^\n]*['"]\$)/m.test(text),
  };
}

function needOf(modifier: string): VariableNeed {
  if (/^:?[-=]/.test(modifier)) return 'default';
  return /^:?\?/.test(modifier) ? 'required' : 'optional';
}
