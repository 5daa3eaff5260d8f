import type { CallExpression, Expression } from '../../model/expression.ts';
import type { EnvironmentUse, SourceFile } from '../../model/source-file.ts';
import type { VariableUse } from '../../model/variable.ts';
import { type DeclaredVariable, declared, literalOf } from './declared-variable.ts';
import { keySpan } from './environment-spans.ts';

/** Every variable whose name begins so is read; all of them where it is empty. */
export type PrefixRead = { readonly prefix: string };

/** What JavaScript's libraries of options and settings are told of the environment. */
export function* optionReads(file: SourceFile): Iterable<VariableUse | PrefixRead> {
  for (const { expression } of file.callsAtAnchors()) {
    if (expression.callee.kind !== 'member' || expression.callee.property !== 'env') continue;
    if (file.imports('commander')) yield* ofCommander(file, expression);
    if (file.imports('yargs') || file.imports('yargs/yargs')) yield ofYargs(expression);
    if (file.imports('nconf')) yield* ofNconf(expression);
  }
}

/** `new Option('--port <number>').default(80).env('PORT')` */
function* ofCommander(file: SourceFile, call: CallExpression): Iterable<VariableUse> {
  const name = call.arguments[0]?.value;
  if (name?.kind !== 'string') return;
  let chain: Expression = call;
  for (
    let around = file.around(chain.span);
    around?.span.start === call.span.start;
    around = file.around(chain.span)
  )
    chain = around;
  const source = file.source(chain.span);
  const need = /\.default\(/.test(source)
    ? 'default'
    : /\.makeOptionMandatory\(/.test(source)
      ? 'required'
      : 'optional';
  yield { name: name.value, kind: 'read', span: name.content, need, detail: 'commander' };
}

/** `yargs.env('APP')` reads whatever begins with `APP_`. */
function ofYargs(call: CallExpression): PrefixRead {
  const prefix = call.arguments[0]?.value;
  return { prefix: prefix?.kind === 'string' && prefix.value !== '' ? `${prefix.value}_` : '' };
}

/** `nconf.env(['PORT'])`, `nconf.env({ whitelist: ['PORT'] })`; without a list all are read. */
function* ofNconf(call: CallExpression): Iterable<VariableUse | PrefixRead> {
  const given = call.arguments[0]?.value;
  const listed =
    given?.kind === 'object' ? given.entries.find(({ key }) => key === 'whitelist')?.value : given;
  if (listed?.kind !== 'list') return yield { prefix: '' };
  for (const item of listed.items) {
    if (item.kind !== 'string') continue;
    yield { name: item.value, kind: 'read', span: item.content, need: 'optional', detail: 'nconf' };
  }
}

/** Effect's `Config.string('PORT')`: what stands around says what becomes of a missing variable. */
export function effectNeed(
  file: SourceFile,
  { span }: EnvironmentUse,
): Partial<VariableUse> & Pick<VariableUse, 'need'> {
  const config = file.around({ start: span.start - 1, end: span.end + 1 });
  const outer = config && file.around(config.span);
  const call = outer?.kind === 'member' ? file.around(outer.span) : outer;
  if (call?.kind !== 'call') return { need: 'required' };
  const steps = outer?.kind === 'member' ? call.arguments.map(({ value }) => value) : [call];
  for (const step of steps) {
    const callee = file.canonical(step.kind === 'call' ? step.callee : step);
    if (/\.option$/.test(callee)) return { need: 'optional' };
    const prefix = step.kind === 'call' ? step.arguments.at(-1)?.value : undefined;
    if (/\.nested$/.test(callee) && prefix?.kind === 'string') {
      const name = file.source(span);
      return { need: 'required', name: `${prefix.value}_${name}`, derived: true };
    }
    if (!/\.(?:withDefault|orElseSucceed)$/.test(callee) || step.kind !== 'call') continue;
    const given = step.arguments.at(-1)?.value;
    const fallback = given && literalOf(file, given);
    return { need: 'default', ...(fallback === undefined ? {} : { fallback }) };
  }
  return { need: 'required' };
}

const IMPORTED = /\bimport\s*\{([^}]*)\}\s*from\s*['"](\$env\/static|astro:env)\/\w+['"]/g;
const IMPORTED_WHOLE = /\bimport\s*\*\s*as\s+(\w+)\s+from\s*['"]\$env\/static\/\w+['"]/g;

/** SvelteKit and Astro: `import { API_URL } from '$env/static/private'`; the build fails without the variable. */
export function* staticImports(file: SourceFile): Iterable<VariableUse> {
  if (!file.matches(/\$env\/static\/|astro:env\//)) return;
  const text = file.wholeText();
  for (const match of text.matchAll(IMPORTED)) {
    const [whole, list = '', module = ''] = match;
    const from = match.index + whole.indexOf('{') + 1;
    for (const inner of list.matchAll(/(?:^|,)\s*([A-Z_]\w*)/g)) {
      const name = inner[1] ?? '';
      const start = from + inner.index + inner[0].length - name.length;
      yield {
        name,
        kind: 'read',
        span: { start, end: start + name.length },
        need: 'required',
        detail: module,
      };
    }
  }
  for (const [, alias = ''] of text.matchAll(IMPORTED_WHOLE)) {
    for (const match of text.matchAll(new RegExp(`\\b${alias}\\.([A-Z_]\\w*)`, 'g'))) {
      const name = match[1] ?? '';
      const start = match.index + match[0].length - name.length;
      const span = { start, end: start + name.length };
      yield { name, kind: 'read', span, need: 'required', detail: '$env/static' };
    }
  }
}

/** Astro's `env: { schema: { API_URL: envField.string({ optional: true }) } }` */
export function* astroFields(file: SourceFile): Iterable<DeclaredVariable> {
  if (!file.matches(/\benvField\./)) return;
  for (const match of file.wholeText().matchAll(/\b([A-Z_]\w*)\s*:\s*envField\.\w+\(/g)) {
    const [field] = file.objectsAround(match.index);
    const entry = field?.entries.find(({ keySpan: { start } }) => start === match.index);
    const options = entry?.value.kind === 'call' ? entry.value.arguments[0]?.value : undefined;
    if (!entry || options?.kind !== 'object') continue;
    const given = options.entries.find(({ key }) => key === 'default')?.value;
    const optional = options.entries.some(
      ({ key, value }) => key === 'optional' && value.kind === 'constant' && value.value === true,
    );
    const need = given ? 'default' : optional ? 'optional' : 'required';
    yield declared(file, {
      name: entry.key,
      span: keySpan(file, entry),
      detail: 'astro:env',
      need,
      ...(given ? { given } : {}),
    });
  }
}

/** Nuxt's `runtimeConfig: { apiSecret: '', public: { apiBase: '/' } }`: `NUXT_API_SECRET`, `NUXT_PUBLIC_API_BASE`. */
export function* nuxtVariables(file: SourceFile): Iterable<VariableUse> {
  const form = /\bruntimeConfig\s*:\s*\{/;
  const match = file.matches(form) && form.exec(file.wholeText());
  const config = match && file.objectsAround(match.index + match[0].length)[0];
  if (config) yield* ofNuxt(file, config, 'NUXT', 0);
}

function* ofNuxt(file: SourceFile, config: Expression, prefix: string, depth: number): Iterable<VariableUse> {
  if (config.kind !== 'object' || depth > 6) return;
  for (const entry of config.entries) {
    const name = `${prefix}_${entry.key.replace(/(?<=[a-z\d])(?=[A-Z])/g, '_').toUpperCase()}`;
    if (entry.value.kind === 'object') yield* ofNuxt(file, entry.value, name, depth + 1);
    else {
      const span = keySpan(file, entry);
      yield { name, kind: 'declare', span, need: 'default', detail: 'runtimeConfig', derived: true };
    }
  }
}

/** `interface ImportMetaEnv { readonly VITE_URL: string }`: types that name variables. */
export function* typedVariables(file: SourceFile): Iterable<VariableUse> {
  if (!file.matches(/\binterface\s+(?:ProcessEnv|ImportMetaEnv|CloudflareEnv)\b/)) return;
  for (const match of file
    .wholeText()
    .matchAll(/\binterface\s+(ProcessEnv|ImportMetaEnv|CloudflareEnv)\b[^{]*\{([^{}]*)\}/g)) {
    const [whole, detail = '', body = ''] = match;
    const from = match.index + whole.length - 1 - body.length;
    for (const inner of body.matchAll(/(?:^|[;,\n])\s*(?:readonly\s+)?['"]?([A-Za-z_]\w*)['"]?\??\s*:/g)) {
      const name = inner[1] ?? '';
      const start = from + inner.index + inner[0].lastIndexOf(name);
      yield { name, kind: 'reference', span: { start, end: start + name.length }, need: 'optional', detail };
    }
  }
}

const DEFINED = /['"](?:process|import\.meta)\.env\.([A-Za-z_]\w*)['"]\s*\]?\s*:/;

/** A bundler puts a value in the place of a read: `define: { 'process.env.VERSION': … }`, `env` of Next and of pm2. */
export function* providedByBuild(file: SourceFile): Iterable<VariableUse> {
  const defines = file.matches(DEFINED) ? file.wholeText().matchAll(new RegExp(DEFINED, 'g')) : [];
  for (const match of defines) {
    const name = match[1] ?? '';
    const start = match.index + match[0].indexOf(`.${name}`) + 1;
    yield { name, kind: 'provide', span: { start, end: start + name.length }, detail: 'build' };
  }
  const isProcess = /(?:^|\/)ecosystem[\w.-]*\.[cm]?js$/.test(file.path);
  if (!isProcess && !/(?:^|\/)next\.config\.[cm]?[jt]s$/.test(file.path)) return;
  for (const match of file.wholeText().matchAll(/(?:^|[\s{,])env(?:_\w+)?\s*:\s*\{/g)) {
    const [env] = file.objectsAround(match.index + match[0].length);
    for (const entry of env?.entries ?? []) {
      if (!/^[A-Za-z_]\w*$/.test(entry.key)) continue;
      yield { name: entry.key, kind: 'provide', span: keySpan(file, entry), detail: 'env' };
    }
  }
}
