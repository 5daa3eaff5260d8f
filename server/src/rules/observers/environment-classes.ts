import type { SourceFile } from '../../model/source-file.ts';
import type { VariableNeed, VariableUse } from '../../model/variable.ts';

/** pydantic's classes whose fields are variables, in both of its generations. */
const SETTINGS = /^(?:pydantic_settings|pydantic(?:\.v1)?)(?:\.\w+)*\.BaseSettings$/;

/** A field right in a class body: its name, its type and what follows `=`. */
const FIELD =
  /^([ \t]+)([A-Za-z]\w*)[ \t]*:[ \t]*([^=\n#]+?)[ \t]*(?:=[ \t]*(?!=)([^\n]*(?:\n\1[ \t]+[^\n]*|\n\1[)\]}][^\n]*)*))?[ \t]*(?:#[^\n]*)?$/gm;

const ALIASES =
  /\b(?:env|alias|validation_alias)\s*=\s*(?:AliasChoices\(\s*|\[\s*)?((?:['"]\w+['"]\s*,?\s*)+)/g;

/** The variables that fill the fields of settings classes. Their names are the fields', with a prefix, in capitals. */
export function* settingsVariables(file: SourceFile): Iterable<VariableUse> {
  const seen = new Set<number>();
  for (const match of file.text.matchAll(/\bBaseSettings\s*[,)]/g)) {
    const owner = file.classAround(match.index);
    if (!owner || seen.has(owner.span.start)) continue;
    seen.add(owner.span.start);
    if (owner.bases.some((base) => SETTINGS.test(base)))
      yield* fieldsOf(file, owner.span.start, owner.span.end);
  }
}

function* fieldsOf(file: SourceFile, start: number, end: number): Iterable<VariableUse> {
  const source = file.text.slice(start, end);
  const prefix = /\benv_prefix\s*=\s*['"](\w*)['"]/.exec(source)?.[1] ?? '';
  const fields = [...source.matchAll(FIELD)];
  const indentation = fields[0]?.[1];
  for (const match of fields) {
    const [whole, indent, name = '', type = '', value] = match;
    // Methods' variables and inner classes stand further in.
    if (indent !== indentation || /^ClassVar\b/.test(type) || name === 'model_config') continue;
    const need = needOf(type, value);
    const fallback =
      value === undefined ? undefined : /^(?:(['"])([^'"\n]*)\1|([\d.]+|True|False))$/.exec(value.trim());
    const given = fallback?.[2] ?? fallback?.[3];
    const common = {
      kind: 'declare',
      need,
      detail: 'settings class',
      ...(given === undefined ? {} : { fallback: given }),
    } as const;
    const aliases = [...aliasesIn(whole)];
    for (const { text, at } of aliases) {
      const from = start + match.index + at;
      yield { ...common, name: text, span: { start: from, end: from + text.length } };
    }
    if (aliases.length > 0) continue;
    const from = start + match.index + whole.indexOf(name);
    const span = { start: from, end: from + name.length };
    yield { ...common, name: `${prefix}${name}`.toUpperCase(), span, derived: true };
  }
}

function* aliasesIn(field: string): Iterable<{ readonly text: string; readonly at: number }> {
  for (const match of field.matchAll(ALIASES)) {
    const list = match[1] ?? '';
    const from = match.index + match[0].length - list.length;
    for (const inner of list.matchAll(/['"](\w+)['"]/g)) {
      yield { text: inner[1] ?? '', at: from + inner.index + 1 };
    }
  }
}

function needOf(type: string, value: string | undefined): VariableNeed {
  if (value === undefined) return 'required';
  const given = value.trim();
  if (given === 'None') return 'optional';
  const field = /^(?:\w+\.)?Field\(\s*([\s\S]*)/.exec(given);
  if (!field) return 'default';
  const [, inner = ''] = field;
  if (/^None\b|\bdefault\s*=\s*None\b/.test(inner)) return 'optional';
  if (/^\.\.\./.test(inner)) return 'required';
  if (/\bdefault(?:_factory)?\s*=/.test(inner)) return 'default';
  return /^(?:\w+\s*=|\))/.test(inner)
    ? /\bOptional\b|None/.test(type)
      ? 'optional'
      : 'required'
    : 'default';
}

/** Options of commands that a variable may give: click's and typer's `envvar="X"`. */
export function* optionVariables(file: SourceFile): Iterable<VariableUse> {
  if (!file.text.includes('envvar')) return;
  for (const match of file.text.matchAll(/\benvvar\s*=\s*[[(]?\s*((?:['"]\w+['"]\s*,?\s*)+)/g)) {
    const list = match[1] ?? '';
    const from = match.index + match[0].length - list.length;
    for (const inner of list.matchAll(/['"](\w+)['"]/g)) {
      const start = from + inner.index + 1;
      const name = inner[1] ?? '';
      yield {
        name,
        kind: 'read',
        span: { start, end: start + name.length },
        need: 'optional',
        detail: 'envvar',
      };
    }
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
