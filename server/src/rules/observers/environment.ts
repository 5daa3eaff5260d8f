import { defineObserver } from '../../model/rule.ts';
import type { EnvironmentUse, SourceFile } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import type { VariableUse } from '../../model/variable.ts';
import { type DeclaredVariable, literalOf } from './declared-variable.ts';
import { ENVIRONMENT_ANCHORS } from './environment-anchors.ts';
import { settingsVariables } from './environment-classes.ts';
import {
  astroFields,
  effectNeed,
  nuxtVariables,
  optionReads,
  type PrefixRead,
  providedByBuild,
  staticImports,
  typedVariables,
} from './environment-libraries.ts';
import { commandOptions, libraryPrefixes, schemeVariables } from './environment-options.ts';
import { prefixesOf } from './environment-prefixes.ts';
import { schemaVariables, variablesTaking } from './environment-schemas.ts';
import { keySpan } from './environment-spans.ts';

/** What code does with environment variables: reads, writes, and the schemas that say which there are. */
export default defineObserver({
  anchors: ENVIRONMENT_ANCHORS,
  roles: ['application', 'script', 'build', 'migration', 'test'],
  variables(file) {
    const uses: VariableUse[] = [];
    const prefixes: string[] = file.matches(READS_ALL) ? [''] : [];
    const add = (found: Iterable<VariableUse | PrefixRead>) => {
      for (const one of found) {
        if ('prefix' in one) prefixes.push(one.prefix);
        else uses.push(one);
      }
    };
    add(declarations(file));
    const defaults = new Set(uses.filter(({ need }) => need === 'default').map(({ name }) => name));
    const loops: Span[] = [];
    for (const use of file.environmentUses()) {
      if (use.kind === 'whole') {
        // `process.env[name]` inside of a loop that has chosen the name.
        if (loops.some(({ start, end }) => start <= use.span.start && use.span.end <= end)) continue;
        const taken = ofWhole(file, use.span);
        const loop = taken ? undefined : prefixesOf(file, use.span);
        if (taken) add(taken);
        else prefixes.push(...(loop?.prefixes ?? ['']));
        if (loop) loops.push(loop.span);
        continue;
      }
      if (BUILT_IN.has(use.name) && use.access === 'import.meta.env') continue;
      add([toVariableUse(file, use, defaults)]);
    }
    const known = new Set(uses.map(({ span }) => span.start));
    add([...likelyReads(file)].filter(({ span }) => !known.has(span.start)));
    const readsWholeEnvironment = prefixes.includes('');
    return {
      uses: inOrder(uses),
      readsWholeEnvironment,
      ...(prefixes.length > 0 && !readsWholeEnvironment ? { prefixes } : {}),
    };
  },
});

function* declarations(file: SourceFile): Iterable<VariableUse | PrefixRead> {
  if (file.family === 'javascript') {
    yield* usesOf(schemaVariables(file));
    yield* usesOf(astroFields(file));
    yield* nuxtVariables(file);
    yield* staticImports(file);
    yield* typedVariables(file);
    yield* providedByBuild(file);
    yield* optionReads(file);
    return;
  }
  yield* settingsVariables(file);
  yield* commandOptions(file);
  yield* schemeVariables(file);
  yield* libraryPrefixes(file);
}

function usesOf(declared: Iterable<DeclaredVariable>): readonly VariableUse[] {
  return [...declared].map(({ use }) => use);
}

/** What is done with the environment as a whole, where it names variables: a schema takes it, values are put into it. */
function ofWhole(file: SourceFile, span: Span): readonly VariableUse[] | undefined {
  const declared = file.family === 'javascript' ? usesOf(variablesTaking(file, span)) : [];
  if (declared.length > 0) return declared;
  const around = file.around(span);
  const call = around?.kind === 'member' ? file.around(around.span) : around;
  if (call?.kind !== 'call') return undefined;
  // What env-var is asked for afterwards is named.
  if (file.canonical(call.callee) === 'env-var.from') return [];
  const isUpdate = /^(?:Object\.assign|os\.environ\.update)$/.test(file.canonical(call.callee));
  const isTarget = around?.kind === 'member' || call.arguments[0]?.value.span.start === span.start;
  if (!isUpdate || !isTarget) return undefined;
  const written = call.arguments.flatMap(({ name, value, span: argument }): VariableUse[] => {
    const write = { kind: 'write', need: 'optional', detail: file.canonical(call.callee) } as const;
    if (name !== undefined) {
      return [{ ...write, name, span: { start: argument.start, end: argument.start + name.length } }];
    }
    return value.kind === 'object'
      ? value.entries.map((entry) => ({ ...write, name: entry.key, span: keySpan(file, entry) }))
      : [];
  });
  return written.length > 0 ? written : undefined;
}

function toVariableUse(
  file: SourceFile,
  use: EnvironmentUse & { kind: 'read' | 'write' },
  defaults: ReadonlySet<string>,
): VariableUse {
  const fallback = use.fallback && literalOf(file, use.fallback);
  const read: VariableUse = {
    name: use.name,
    kind: use.kind,
    span: use.span,
    // What the scheme of django-environ gives stands for what the read does not give.
    need: use.need === 'required' && defaults.has(use.name) ? 'default' : use.need,
    detail: use.access,
    ...(fallback === undefined ? {} : { fallback }),
    ...(use.derived ? { derived: true } : {}),
  };
  if (use.access.startsWith('effect.Config.')) return { ...read, ...effectNeed(file, use) };
  // `configService.get('PORT', { infer: true })`
  const isOption = use.fallback?.kind === 'object' && use.access.startsWith('@nestjs/config.');
  return isOption ? { ...read, need: 'optional' } : read;
}

/** What Vite says of the build; no variables of the environment (vite.dev, Env Variables and Modes). */
const BUILT_IN: ReadonlySet<string> = new Set(['MODE', 'BASE_URL', 'PROD', 'DEV', 'SSR']);

/** A dotenv file is read apart from the environment. */
const READS_ALL = /\bdotenv\.parse\(|\bdotenv_values\(|\bDeno\.env\.toObject\(/;

/** What a function that cannot be followed must be called to be taken for one that reads a variable. */
const READER =
  /(?:^|\.)(?:(?:get|require|read|must|fetch)?_?env(?:ironment)?_?(?:var|variable|str|string|int|number|bool|boolean|json|array)?|env\.(?!prefixed$)\w+|config(?:Service)?\.(?:get|getOrThrow))$/i;

/** Functions that read a variable in files that import the module. */
const READERS_OF: Readonly<Record<string, RegExp>> = { 'astro:env/server': /^getSecret$/ };

/** `env('PORT')` of a function that the framework hands over, as Strapi and Adonis do; after those that are known. */
function* likelyReads(file: SourceFile): Iterable<VariableUse> {
  for (const { expression } of file.callsAtAnchors()) {
    const [first, second] = expression.arguments;
    if (first?.value.kind !== 'string' || !/^[A-Z][A-Z0-9_]{2,}$/.test(first.value.value)) continue;
    const callee = file.source(expression.callee.span);
    const isReader = Object.entries(READERS_OF).some(
      ([module, name]) => name.test(callee) && file.imports(module),
    );
    if (!isReader && (!READER.test(callee) || isOptionReader(file, callee))) continue;
    const fallback = second && literalOf(file, second.value);
    const isDefault = second !== undefined && second.value.kind !== 'object';
    yield {
      name: first.value.value,
      kind: 'read',
      span: first.value.content,
      need: isDefault ? 'default' : /getOrThrow$/.test(callee) ? 'required' : 'optional',
      detail: callee,
      ...(fallback === undefined ? {} : { fallback }),
    };
  }
}

/** What the libraries of options are told by `.env(…)` is no name of a variable for all of them. */
function isOptionReader(file: SourceFile, callee: string): boolean {
  return (
    /\.env$/.test(callee) && ['commander', 'yargs', 'yargs/yargs', 'nconf'].some((one) => file.imports(one))
  );
}

/** By place, each place once. */
function inOrder(uses: readonly VariableUse[]): readonly VariableUse[] {
  const seen = new Set<string>();
  return uses
    .filter(({ name, span }) => !seen.has(`${span.start} ${name}`) && seen.add(`${span.start} ${name}`))
    .toSorted((one, other) => one.span.start - other.span.start);
}
