import { defineObserver } from '../../model/rule.ts';
import type { EnvironmentUse, SourceFile } from '../../model/source-file.ts';
import type { VariableUse } from '../../model/variable.ts';
import { ENVIRONMENT_ANCHORS } from './environment-anchors.ts';
import { optionVariables, schemeVariables, settingsVariables } from './environment-classes.ts';
import { literalOf, schemaArguments, schemaVariables } from './environment-schemas.ts';

/** What code does with environment variables: reads, writes, and the schemas that say which there are. */
export default defineObserver({
  anchors: ENVIRONMENT_ANCHORS,
  roles: ['application', 'script', 'build', 'migration', 'test'],
  variables(file) {
    const declared = [...declarations(file)];
    const defaults = new Set(declared.filter(({ need }) => need === 'default').map(({ name }) => name));
    const schemas = file.family === 'javascript' ? schemaArguments(file) : [];
    const uses: VariableUse[] = [...declared];
    let readsWholeEnvironment = READS_ALL.test(file.text);
    for (const use of file.environmentUses()) {
      if (use.kind === 'whole') {
        const isNamed = schemas.some(({ start, end }) => start <= use.span.start && use.span.end <= end);
        readsWholeEnvironment ||= !isNamed;
        continue;
      }
      if (BUILT_IN.has(use.name) && use.access === 'import.meta.env') continue;
      // What the scheme of django-environ gives stands for what the read does not give.
      const need = use.need === 'required' && defaults.has(use.name) ? 'default' : use.need;
      uses.push({ ...toVariableUse(file, use), need });
    }
    uses.push(...likelyReads(file));
    return { uses: inOrder(uses), readsWholeEnvironment };
  },
});

function* declarations(file: SourceFile): Iterable<VariableUse> {
  if (file.family === 'javascript') {
    yield* schemaVariables(file);
    yield* staticImports(file);
    return;
  }
  yield* settingsVariables(file);
  yield* optionVariables(file);
  yield* schemeVariables(file);
}

function toVariableUse(file: SourceFile, use: EnvironmentUse & { kind: 'read' | 'write' }): VariableUse {
  const fallback = use.fallback && literalOf(file, use.fallback);
  return {
    name: use.name,
    kind: use.kind,
    span: use.span,
    need: use.need,
    detail: use.access,
    ...(fallback === undefined ? {} : { fallback }),
    ...(use.derived ? { derived: true } : {}),
  };
}

/** What Vite says of the build; no variables of the environment (vite.dev, Env Variables and Modes). */
const BUILT_IN: ReadonlySet<string> = new Set(['MODE', 'BASE_URL', 'PROD', 'DEV', 'SSR']);

/** A prefix of the environment becomes an application's settings; a dotenv file is read apart from it. */
const READS_ALL = /\.from_prefixed_env\(|\bdotenv\.parse\(|\bdotenv_values\(/;

/** What a function that cannot be followed must be called to be taken for one that reads a variable. */
const READER =
  /(?:^|\.)(?:(?:get|require|read|must|fetch)?_?env(?:ironment)?_?(?:var|variable|str|string|int|number|bool|boolean|json|array)?|env\.\w+|config(?:Service)?\.(?:get|getOrThrow))$/i;

/** `env('PORT')` of a function that the framework hands over, as Strapi and Adonis do; after those that are known. */
function* likelyReads(file: SourceFile): Iterable<VariableUse> {
  for (const { expression } of file.callsAtAnchors()) {
    const [first, second] = expression.arguments;
    if (first?.value.kind !== 'string' || !/^[A-Z][A-Z0-9_]{2,}$/.test(first.value.value)) continue;
    const callee = file.text.slice(expression.callee.span.start, expression.callee.span.end);
    if (!READER.test(callee)) continue;
    const fallback = second && literalOf(file, second.value);
    yield {
      name: first.value.value,
      kind: 'read',
      span: first.value.content,
      need: second ? 'default' : 'optional',
      detail: callee,
      ...(fallback === undefined ? {} : { fallback }),
    };
  }
}

/** SvelteKit: `import { API_URL } from '$env/static/private'`; the build fails without the variable. */
function* staticImports({ text }: SourceFile): Iterable<VariableUse> {
  if (!text.includes('$env/static/')) return;
  for (const match of text.matchAll(
    /\bimport\s*\{([^}]*)\}\s*from\s*['"]\$env\/static\/(?:private|public)['"]/g,
  )) {
    const from = match.index + match[0].indexOf('{') + 1;
    for (const inner of (match[1] ?? '').matchAll(/(?:^|,)\s*([A-Za-z_]\w*)/g)) {
      const name = inner[1] ?? '';
      const start = from + inner.index + inner[0].length - name.length;
      const span = { start, end: start + name.length };
      yield { name, kind: 'read', span, need: 'required', detail: '$env/static' };
    }
  }
}

/** By place, each place once. */
function inOrder(uses: readonly VariableUse[]): readonly VariableUse[] {
  const seen = new Set<string>();
  return uses
    .filter(({ name, span }) => !seen.has(`${span.start} ${name}`) && seen.add(`${span.start} ${name}`))
    .toSorted((one, other) => one.span.start - other.span.start);
}
