import type { CallExpression, Expression } from '../../model/expression.ts';
import type { SourceFile } from '../../model/source-file.ts';
import type { VariableNeed, VariableUse } from '../../model/variable.ts';
import { literalOf } from './declared-variable.ts';
import type { PrefixRead } from './environment-libraries.ts';

/** Options of commands that a variable may give: `envvar="X"` of click and typer, `env_var` of ConfigArgParse. */
export function* commandOptions(file: SourceFile): Iterable<VariableUse> {
  if (!file.matches(/\b(?:envvar|env_var)\s*=/)) return;
  for (const match of file
    .wholeText()
    .matchAll(/\b(envvar|env_var)\s*=\s*[[(]?\s*((?:['"]\w+['"]\s*,?\s*)+)/g)) {
    const [whole, detail = '', list = ''] = match;
    const from = match.index + whole.length - list.length;
    const call = callAround(file, from);
    const { need, given } = call ? optionNeed(call) : { need: 'optional' as const, given: undefined };
    const fallback = given && literalOf(file, given);
    const names = [...list.matchAll(/['"](\w+)['"]/g)];
    for (const inner of names) {
      const name = inner[1] ?? '';
      const start = from + inner.index + 1;
      yield {
        name,
        kind: 'read',
        span: { start, end: start + name.length },
        // Of several names one is enough.
        need: need === 'required' && names.length > 1 ? 'optional' : need,
        detail,
        ...(fallback === undefined ? {} : { fallback }),
      };
    }
  }
}

/** The call that is told something at an offset. */
function callAround(file: SourceFile, offset: number): CallExpression | undefined {
  let around = file.around({ start: offset, end: offset + 1 });
  while (around && around.kind !== 'call') around = file.around(around.span);
  return around;
}

/** A command ends with an error if nothing gives a required option; `typer.Option(...)` says so by an ellipsis. */
function optionNeed(call: CallExpression): { readonly need: VariableNeed; readonly given?: Expression } {
  const keyword = (wanted: string) => call.arguments.find(({ name }) => name === wanted)?.value;
  const required = keyword('required');
  if (required?.kind === 'constant' && required.value === true) return { need: 'required' };
  const isTyper = call.callee.kind === 'member' && /^(?:Option|Argument)$/.test(call.callee.property);
  const [first] = call.arguments;
  const positional = isTyper && first && first.name === undefined ? first.value : undefined;
  const given = keyword('default') ?? positional;
  if (!given || (given.kind === 'constant' && given.value === null)) return { need: 'optional' };
  if (given.kind === 'other') return { need: positional ? 'required' : 'default' };
  return { need: 'default', given };
}

/** Libraries that take every variable whose name begins with a prefix. */
const PREFIXES: readonly { readonly form: RegExp; readonly byDefault?: string }[] = [
  { form: /\bauto_envvar_prefix['"]?\s*[=:]\s*['"](\w+)['"]/g },
  { form: /\benvvar_prefix\s*=\s*['"](\w+)['"]/g },
  { form: /\.from_prefixed_env\(\s*(?:prefix\s*=\s*)?(?:['"](\w+)['"])?/g, byDefault: 'FLASK' },
];

/** Dynaconf, click and Flask: `Dynaconf(envvar_prefix="APP")` reads whatever begins with `APP_`. */
export function* libraryPrefixes(file: SourceFile): Iterable<PrefixRead | VariableUse> {
  const isTold = file.matches(/envvar_prefix|\.from_prefixed_env\(/);
  for (const { form, byDefault = '' } of isTold ? PREFIXES : []) {
    for (const [, prefix = byDefault] of file.wholeText().matchAll(form)) {
      if (prefix !== '') yield { prefix: `${prefix}_` };
    }
  }
  if (file.imports('dynaconf')) {
    yield { prefix: 'DYNACONF_' };
    if (file.matches(/\benvvar_prefix\s*=\s*(?:False|""|'')/)) yield { prefix: '' };
  }
  // Flask reads the name of a file of settings.
  if (!file.matches(/\.from_envvar\(/)) return;
  for (const match of file.wholeText().matchAll(/\.from_envvar\(\s*['"](\w+)['"]\s*(,[^)\n]*)?/g)) {
    const [whole, name = '', rest = ''] = match;
    const start = match.index + whole.indexOf(name, '.from_envvar('.length);
    const need = /\bTrue\b/.test(rest) ? 'optional' : 'required';
    yield { name, kind: 'read', span: { start, end: start + name.length }, need, detail: 'from_envvar' };
  }
}

/** `environ.Env(DEBUG=(bool, False))`: a type, and what is used when the variable is missing. */
export function* schemeVariables(file: SourceFile): Iterable<VariableUse> {
  for (const { expression } of file.calls({ 'environ.Env': true, 'environ.FileAwareEnv': true })) {
    for (const { name, value, span } of expression.arguments) {
      if (name === undefined) continue;
      const hasDefault = value.kind === 'list' && value.items.length > 1;
      const second = value.kind === 'list' ? value.items[1] : undefined;
      const fallback =
        second?.kind === 'string' || second?.kind === 'number' || second?.kind === 'constant'
          ? String(second.value)
          : undefined;
      yield {
        name,
        kind: 'declare',
        span: { start: span.start, end: span.start + name.length },
        need: hasDefault ? 'default' : 'required',
        detail: 'environ.Env',
        ...(fallback === undefined ? {} : { fallback }),
      };
    }
  }
}
