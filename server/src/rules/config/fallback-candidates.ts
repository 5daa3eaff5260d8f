import type { Expression } from '../../model/expression.ts';
import type { Anchor } from '../../model/rule.ts';
import type { Call, SourceFile, Value } from '../../model/source-file.ts';
import type { Span } from '../../model/span.ts';
import { SCHEMA_ANCHORS } from '../observers/environment-anchors.ts';
import { schemaVariables, variablesTaking } from '../observers/environment-schemas.ts';
import { isSettingsField } from './surroundings.ts';

/** A literal that the code uses when a variable of the environment is not set. */
export type Fallback = {
  readonly variable: string;
  readonly value: Value & { readonly kind: 'literal' };
  /** What reads the variable, the fallback included; absent where the fallback cannot be taken out of it. */
  readonly read?: Expression;
  /** Takes the default away where the library itself then asks for the variable. */
  readonly removal?: { readonly span: Span; readonly text: string };
};

const OR = '\\s*\\)?\\s*(?:\\|\\||\\?\\?)\\s*["\'`][^"\'`\\s]';
const NAME = '["\'][A-Za-z_]\\w*["\']';

const HELPERS: readonly Anchor[] = [
  {
    text: 'env',
    gate: /env\w*\(\s*["'][A-Z][A-Z0-9_]+["']\s*,\s*["'][^"'\s]/iy,
    before: /(?:^|[\s=(,:.])(?:get_?|read_?|require_?)?$/i,
  },
];

const JAVASCRIPT: readonly Anchor[] = [
  ...HELPERS,
  ...SCHEMA_ANCHORS,
  // `schema.parse(process.env)`, `Joi.attempt({ ...process.env }, schema)`
  {
    text: 'process.env',
    gate: /process\.env\b(?![.[])/y,
    before:
      /\b(?:parse|safeParse|validate|cast|attempt|assert|\w*Async|\w*Sync)\((?:\s*[\w.]+\s*,)?\s*(?:\{\s*\.\.\.)?$/,
  },
  {
    text: 'process.env',
    gate: new RegExp(`process\\.env(?:\\.\\w+|\\[\\s*${NAME}\\s*\\])${OR}`, 'y'),
  },
  { text: 'Deno.env.get(', gate: new RegExp(`Deno\\.env\\.get\\(${NAME}${OR}`, 'y') },
  // `const { DB_PASSWORD = '…' } = process.env`
  { text: 'process.env', gate: /process\.env\b/y, before: /=\s*["'`][^"'`\s]+["'`][\w\s,='"`:]*\}\s*=\s*$/ },
  // `configService.get('DB_PASSWORD', '…')`
  {
    text: '.get',
    gate: new RegExp(`\\.get(?:<[\\w\\s|]+>)?\\(\\s*${NAME}\\s*,\\s*["'\`][^"'\`\\s]`, 'y'),
    before: /config(?:Service)?$/i,
  },
  // `DB_PASSWORD: z.string().default('…')`
  {
    text: '.default(',
    gate: /\.default\(\s*["'`][^"'`\s]/y,
    before: /^\s*["']?[A-Z][A-Z0-9_]+["']?\s*:\s*(?:z|zod|[jJ]oi|yup)\b.*$/,
  },
];

const SECOND = `\\(\\s*${NAME}\\s*,\\s*(?:default\\s*=\\s*)?[rRuUbB]?["'][^"'\\s]`;
const PYTHON_OR = `\\(\\s*${NAME}\\s*\\)\\s*or\\s*["'][^"'\\s]`;

const PYTHON: readonly Anchor[] = [
  ...HELPERS,
  { text: 'getenv', gate: new RegExp(`getenv(?:${SECOND}|${PYTHON_OR})`, 'y') },
  { text: 'environ.get', gate: new RegExp(`environ\\.get(?:${SECOND}|${PYTHON_OR})`, 'y') },
  { text: 'environ.setdefault', gate: new RegExp(`environ\\.setdefault${SECOND}`, 'y') },
  { text: 'config(', gate: new RegExp(`config\\(\\s*${NAME}\\s*,[^)\\n]*default\\s*=\\s*["'][^"'\\s]`, 'y') },
  {
    text: 'env',
    gate: new RegExp(`env(?:\\.(?:str|url|db|db_url|cache|email_url))?${SECOND}`, 'y'),
    before: /(?:^|[^\w.])$/,
  },
  // Fields of pydantic's settings classes.
  ...['secret', 'password', 'passwd', 'token', 'key', 'url', 'uri', 'dsn', 'host', 'endpoint', 'server'].map(
    (text) => ({
      text,
      gate: new RegExp(
        `${text}\\w*\\s*:\\s*(?:str|SecretStr|\\w*Dsn|\\w*Url)\\b[^=\\n]*=\\s*(?:\\w+\\()?["'][^"'\\s]`,
        'iy',
      ),
      before: /^[ \t]+\w*$/,
    }),
  ),
];

export const FALLBACK_ANCHORS = { javascript: JAVASCRIPT, python: PYTHON };

/** A function of the application's own: `getEnv("X", "…")`, `envsecret("X", "…")`. */
const HELPER = /(?:^|\.)\w*env\w*$/i;

/** All literals of the file that stand in for a variable. */
export function* fallbacks(file: SourceFile): Iterable<Fallback> {
  const seen = new Set<number>();
  for (const fallback of [
    ...reads(file),
    ...calls(file),
    ...destructured(file),
    ...fields(file),
    ...declaredDefaults(file),
  ]) {
    const { start } = fallback.value.origin.span;
    if (seen.has(start)) continue;
    seen.add(start);
    yield fallback;
  }
}

/** `process.env.X || '…'` and `process.env.X || process.env.Y || '…'`. */
function* reads(file: SourceFile): Iterable<Fallback> {
  for (const reference of file.references()) {
    const read = readOf(file, reference);
    if (!read) continue;
    const value = file.evaluate(read);
    if (value.kind !== 'environment' || value.variable === undefined || value.fallback) continue;
    let around = file.around(read.span);
    while (around?.kind === 'binary' && around.right.span.start === read.span.start) {
      around = file.around(around.span);
    }
    if (around?.kind !== 'binary' || around.right.span.start < read.span.end) continue;
    const isAlone = around.left.span.start === read.span.start && around.left.span.end === read.span.end;
    yield* toFallback(file, value.variable, around.right, isAlone ? around : undefined);
  }
}

/** The anchor lies on `process.env`; what is read is the member or item around it. */
function readOf(file: SourceFile, reference: Expression): Expression | undefined {
  const around = file.around(reference.span);
  const isItem = around?.kind === 'member' || around?.kind === 'index';
  return isItem && around.span.start === reference.span.start ? around : undefined;
}

function* calls(file: SourceFile): Iterable<Fallback> {
  for (const call of file.callsAtAnchors()) {
    const value = file.evaluate(call.expression);
    if (value.kind === 'environment' && value.variable !== undefined) {
      const around = file.around(call.span);
      if (value.fallback) {
        const { fallback } = value;
        const given = call.expression.arguments.find(({ value: argument }) => {
          const { span } = fallback.origin;
          return argument.span.start <= span.start && span.end <= argument.span.end;
        });
        const isOwn = /^os\.(?:getenv|environ\.)/.test(call.callee);
        const before = given && commaBefore(file, call.span, given.span.start);
        if (fallback.kind !== 'literal') continue;
        yield {
          variable: value.variable,
          value: fallback,
          ...(isOwn && given && call.callee !== 'os.environ.setdefault' ? { read: call.expression } : {}),
          ...(!isOwn && given && before
            ? { removal: { span: { start: before, end: given.span.end }, text: '' } }
            : {}),
        };
      } else if (around?.kind === 'binary' && around.left.span.start === call.span.start) {
        yield* toFallback(file, value.variable, around.right, around);
      }
      continue;
    }
    yield* libraryDefault(file, call);
  }
}

/** Nest's `configService.get(name, default)` and the defaults of schemas of the environment. */
function* libraryDefault(file: SourceFile, call: Call): Iterable<Fallback> {
  const isService = /(?:ConfigService\(\)|^\?(?:this\.)?config(?:Service)?)\.get$/i.test(call.callee);
  const isSchema = /\.default$/.test(call.callee);
  const isHelper = HELPER.test(call.callee);
  const value = call.argument(isSchema ? 0 : 1);
  if (value?.kind !== 'literal' || value.origin.file.path !== file.path) return;
  const name = call.argument(0);
  const variable = isSchema
    ? file.nameOf(call.span)
    : name?.kind === 'literal'
      ? String(name.value)
      : undefined;
  if (!(isService || isSchema || isHelper) || variable === undefined) return;
  const chain = call.expression.callee;
  const removal =
    isSchema && chain.kind === 'member'
      ? {
          span: { start: chain.object.span.end, end: call.span.end },
          // What Joi is not told to require may be missing.
          text: /joi/i.test(call.callee) ? '.required()' : '',
        }
      : undefined;
  yield { variable, value, ...(removal ? { removal } : {}) };
}

/** Defaults that the schema of a library gives: of convict, envalid, zod, Joi and their like. */
function* declaredDefaults(file: SourceFile): Iterable<Fallback> {
  if (file.family !== 'javascript') return;
  const taken = [...file.references()]
    .filter((reference) => file.canonical(reference) === 'process.env')
    .flatMap(({ span }) => variablesTaking(file, span));
  for (const { use, given, removal } of [...schemaVariables(file), ...taken]) {
    const value = given && file.evaluate(given);
    if (value?.kind === 'literal') yield { variable: use.name, value, ...(removal ? { removal } : {}) };
  }
}

/** `const { X = '…' } = process.env` */
function* destructured(file: SourceFile): Iterable<Fallback> {
  if (file.family !== 'javascript') return;
  for (const reference of file.references()) {
    if (file.canonical(reference) !== 'process.env') continue;
    const statement = file.statement(reference.span.start);
    const pattern = /(?:([A-Za-z_]\w*)\s*:\s*)?([A-Za-z_$][\w$]*)\s*=\s*(["'`])/g;
    const head = file.source({ start: statement.start, end: reference.span.start });
    for (const match of head.matchAll(pattern)) {
      const [whole, key, local = ''] = match;
      const start = statement.start + match.index + whole.indexOf(local, key ? key.length : 0);
      const span = { start, end: start + local.length };
      const value = file.evaluate({ kind: 'name', span, name: local });
      if (value.kind !== 'environment' || value.fallback?.kind !== 'literal') continue;
      yield { variable: value.variable ?? key ?? local, value: value.fallback };
    }
  }
}

/** Defaults of fields that a settings class fills from variables of the same name. */
function* fields(file: SourceFile): Iterable<Fallback> {
  if (file.family !== 'python' || !file.matches(/Settings\)\s*:/)) return;
  for (const assignment of file.assignments()) {
    if (assignment.form !== 'declaration' || !isSettingsField(file, assignment.span)) continue;
    if (file.functionAround(assignment.span.start)) continue;
    const value = file.evaluate(assignment.value);
    if (value.kind !== 'literal') continue;
    const between = file.source({ start: assignment.nameSpan.end, end: assignment.value.span.start });
    const equals = assignment.nameSpan.end + between.lastIndexOf('=');
    const start =
      equals - (/\s*$/.exec(file.source({ start: assignment.nameSpan.end, end: equals }))?.[0].length ?? 0);
    yield {
      variable: assignment.name.toUpperCase(),
      value,
      ...(between.includes(':')
        ? { removal: { span: { start, end: assignment.value.span.end }, text: '' } }
        : {}),
    };
  }
}

function* toFallback(
  file: SourceFile,
  variable: string,
  right: Expression,
  read: Expression | undefined,
): Iterable<Fallback> {
  const value = file.evaluate(right);
  if (value.kind === 'literal') yield { variable, value, ...(read ? { read } : {}) };
}

/** The last comma between the start of a call and an offset in it. */
function commaBefore(file: SourceFile, call: Span, offset: number): number | undefined {
  const comma = file.source({ start: call.start, end: offset }).lastIndexOf(',');
  return comma < 0 ? undefined : call.start + comma;
}
