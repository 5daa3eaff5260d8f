import type { SourceFile } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import type { VariableNeed, VariableUse } from '../../model/variable.ts';

/** pydantic's classes whose fields are variables, in both of its generations. */
const SETTINGS = /^(?:pydantic_settings|pydantic(?:\.v1)?)(?:\.\w+)*\.BaseSettings$/;

/** A field right in a class body: its name, its type and what follows `=`. */
const FIELD =
  /^([ \t]+)([A-Za-z]\w*)[ \t]*:[ \t]*([^=\n#]+?)[ \t]*(?:=[ \t]*(?!=)([^\n]*(?:\n\1[ \t]+[^\n]*|\n\1[)\]}][^\n]*)*))?[ \t]*(?:#[^\n]*)?$/gm;

const ALIASES =
  /\b(?:env|alias|validation_alias)\s*=\s*(?:AliasChoices\(\s*|\[\s*)?((?:['"]\w+['"]\s*,?\s*)+)/g;

const CLASS = /^[ \t]*class[ \t]+(\w+)[ \t]*\(([^()]*(?:\([^()]*\)[^()]*)*)\)[ \t]*:/gm;

/** What a settings class says of the names of its variables; a class that extends it says the same. */
type Naming = { readonly prefix: string; readonly delimiter: string; readonly isExact: boolean };

const PLAIN: Naming = { prefix: '', delimiter: '', isExact: false };

/** The variables that fill the fields of settings classes. Their names are the fields', with a prefix, in capitals. */
export function* settingsVariables(file: SourceFile): Iterable<VariableUse> {
  if (!file.matches(/BaseSettings/)) return;
  const namings = new Map<string, Naming>();
  const classes = new Map<string, Span>();
  for (const match of file.wholeText().matchAll(CLASS)) {
    const owner = file.classAround(match.index + match[0].length - 1);
    const [, name = '', bases = ''] = match;
    if (!owner) continue;
    classes.set(name, owner.span);
    const known = owner.bases.map((base) => namings.get(base)).find((naming) => naming !== undefined);
    if (!known && !owner.bases.some((base) => SETTINGS.test(base))) continue;
    const source = file.source(owner.span);
    const naming = namingOf(`${bases}\n${source}`, known ?? PLAIN);
    namings.set(name, naming);
    yield* fieldsOf(file, owner.span, naming, classes);
  }
}

function namingOf(source: string, outer: Naming): Naming {
  return {
    prefix: /\benv_prefix['"]?\s*[=:]\s*['"](\w*)['"]/.exec(source)?.[1] ?? outer.prefix,
    delimiter: /\benv_nested_delimiter['"]?\s*[=:]\s*['"](\w+)['"]/.exec(source)?.[1] ?? outer.delimiter,
    isExact: outer.isExact || /\bcase_sensitive['"]?\s*[=:]\s*True\b/.test(source),
  };
}

function* fieldsOf(
  file: SourceFile,
  { start, end }: Span,
  naming: Naming,
  classes: ReadonlyMap<string, Span>,
  depth = 0,
): Iterable<VariableUse> {
  const source = file.source({ start, end });
  const fields = [...source.matchAll(FIELD)];
  const indentation = fields[0]?.[1];
  for (const match of fields) {
    const [whole, indent, name = '', type = '', value] = match;
    // Methods' variables and inner classes stand further in.
    if (indent !== indentation || /^ClassVar\b/.test(type) || name === 'model_config') continue;
    const need = needOf(type, value);
    const given = literalIn(value);
    const common = {
      kind: 'declare',
      need,
      detail: 'settings class',
      ...(given === undefined ? {} : { fallback: given }),
    } as const;
    const aliases = [...aliasesIn(whole)];
    for (const { text, at } of aliases) {
      const from = start + match.index + at;
      // Of several names one is enough.
      const own =
        aliases.length > 1 && need === 'required' ? { ...common, need: 'optional' as const } : common;
      yield { ...own, name: text, span: { start: from, end: from + text.length } };
    }
    if (aliases.length > 0) continue;
    const inner = naming.delimiter === '' || depth > 4 ? undefined : innerClass(type, classes);
    if (inner) {
      const prefix = `${naming.prefix}${name}${naming.delimiter}`;
      for (const use of fieldsOf(file, inner, { ...naming, prefix }, classes, depth + 1))
        yield need === 'required' ? use : { ...use, need };
      continue;
    }
    const from = start + match.index + whole.indexOf(name);
    const full = `${naming.prefix}${name}`;
    yield {
      ...common,
      name: naming.isExact ? full : full.toUpperCase(),
      span: { start: from, end: from + name.length },
      ...(naming.isExact && naming.prefix === '' ? {} : { derived: true }),
    };
  }
}

/** The class of this file that a field's type names. */
function innerClass(type: string, classes: ReadonlyMap<string, Span>): Span | undefined {
  const names = type.match(/\w+/g) ?? [];
  return names.map((name) => classes.get(name)).find((span) => span !== undefined);
}

/** The default as written, where it is a literal: also the first argument of `Field`. */
function literalIn(value: string | undefined): string | undefined {
  const source = value?.trim().replace(/^(?:\w+\.)?(?:Field|SecretStr)\(\s*(?:default\s*=\s*)?/, '');
  const found = source && /^(?:(['"])([^'"\n]*)\1|(\d[\d.]*|True|False))(?=\s*[,)]|$)/.exec(source);
  return found ? (found[2] ?? found[3]) : undefined;
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
  if (/^\.\.\.|\bdefault\s*=\s*\.\.\./.test(inner)) return 'required';
  if (/\bdefault(?:_factory)?\s*=/.test(inner)) return 'default';
  return /^(?:\w+\s*=|\))/.test(inner)
    ? /\bOptional\b|None/.test(type)
      ? 'optional'
      : 'required'
    : 'default';
}
