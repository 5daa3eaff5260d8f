/**
 * What a branch changes: which service is used, which value is taken, how the program behaves; `none` for tools of
 * developers, log output and error details, which may differ; `unclear` where the text does not tell.
 */
export type Effect = 'service' | 'value' | 'behaviour' | 'none' | 'unclear';

/** Addresses, clients of services, and settings that hold either. */
const SERVICE =
  /["'`](?:[a-z][a-z0-9+.-]*:\/\/(?!(?:[\w-]+\.)*localhost|127\.0\.0\.1|0\.0\.0\.0|\$\{)[\w$]|sqlite:\/\/)|\bDATABASES\b|DATABASE_UR[LI]|\b(?:new\s+)?(?:\w+\.)?(?:Pool|Redis|MongoClient|Sequelize|S3Client|S3|createPool|createConnection|createTransport|create_engine|boto3\.\w+|mongoose\.connect)\s*\(|["'`]?\b(?:\w*host(?:name)?|\w*Url|\w*_url|dialect|storage|engine|driver|backend|bucket|queue|topic)["'`]?\s*[:=]\s*["'`](?!localhost|127\.|0\.0\.0\.0)[\w./-]+["'`]|\b(?:\w*password|\w*secret|api_?key|\w*token)["'`]?\s*[:=]\s*["'`]\w/i;

/** Calls that only tell somebody something, or that only developers use. */
const EXEMPT =
  /console|\blog(?:s|ger|ging)?\b|\.(?:log|debug|info|warn|warning|error|trace|verbose|exception)$|logger|winston|morgan|pino|bunyan|\bdebug|error_?handler|webpack|vite|hmr|\bhot\b|livereload|browser_?sync|nodemon|swagger|redoc|api_?docs|docs?\b|openapi|graphi?ql|playground|introspect|dev_?tools?|source_?map|profil|inspect|why_?did_?you|mock|storybook|^print$|pprint|warnings|toolbar|silk|deprecat|notice|sentry|bugsnag|rollbar|airbrake|assert|invariant|traceback|colou?r|pretty|format|stack|longjohn|trace|dev_?middleware|dev_?routes?|fixtures?|seed|autoreload|livereload|reload|browsable/i;

/** Calls that say nothing by themselves. */
const NEUTRAL =
  /^(?:require|import|await|if|for|while|switch|catch|return|typeof|function|super|String|Number|Boolean|Error|TypeError|(?:\w+\.)*(?:use|status|json|send|render|end|sendStatus|next|forEach|map|join|push|append|extend|exit|keys|stringify|assign|set|get|includes|insert|then|toString|message|path|resolve|url|include|RuntimeError|ValueError|ImproperlyConfigured|Exception)|next|push|path|include|RuntimeError|ValueError|ImproperlyConfigured|Exception|sys\.exit|process\.exit)$/;

/** Names of settings that may follow the environment: what is shown and how. */
const EXEMPT_NAME =
  /(?:^|[^a-z])(?:log|logs|logger|logging|level|verbos\w*|debug\w*|stack|trace|format|formatter|pretty\w*|colou?r\w*|indent|spaces|min(?:ify|ified|imi[sz]e)|devtools?|source_?maps?|playground|introspection|graphiql|explorer|swagger|docs|hot|hmr|watch|mode|is_?dev\w*|is_?prod\w*|dev|development|production|show\w*|details?|error\w*|message|msg|env|environment|release|sample_?rate|traces\w*|reload|beautify|compile_?debug|sentry\w*)(?:$|[^a-z])/i;

/** Levels of logs and formats of request logs. */
const EXEMPT_VALUES =
  /^(?:debug|info|warn|warning|error|trace|verbose|silly|fatal|silent|http|combined|common|dev|short|tiny|:[\w-]+.*|eval[\w-]*|[\w-]*source-map|\.min|min|production|development|prod|staging)?$/i;

/** Judges the text of branches. `context` is what stands in front of the test, with the name of what is set. */
export function effectOf(branches: readonly string[], context: string): Effect {
  const codes = branches
    .flatMap((branch) => alternatives(withoutComments(branch)))
    .filter((code) => /\w/.test(code));
  const code = codes.join('\n');
  if (code === '') return 'none';
  const literals = codes.map(literalOf);
  if (literals.every((literal) => literal !== undefined)) return effectOfLiterals(literals, context);
  if (isExemptName(context)) return 'none';
  if (SERVICE.test(code) && !/^\s*(?:\{\s*)?throw\b/.test(code)) return 'service';
  return effectOfCode(code);
}

/** The outcomes of a choice within a branch: `b` and `c` of `env === 'staging' ? b : c`. */
function alternatives(code: string): readonly string[] {
  const [, first, rest] =
    /^[\w.$\s]+[!=]==?\s*["'`]\w+["'`]\s*\?\s*((?:["'`][^"'`]*["'`]|[^:"'`])+?)\s*:\s*([\s\S]+)$/.exec(
      code,
    ) ?? [];
  return first !== undefined && rest !== undefined ? [first, ...alternatives(rest)] : [code];
}

/** A property, keyword or argument whose value is the comparison itself. */
export function effectOfFlag(name: string): Effect {
  return isExemptName(name) ? 'none' : 'behaviour';
}

function isExemptName(context: string): boolean {
  return EXEMPT_NAME.test(context.replace(/([a-z0-9])([A-Z])/g, '$1_$2'));
}

function effectOfLiterals(literals: readonly (string | undefined)[], context: string): Effect {
  if (isExemptName(context)) return 'none';
  if (literals.every((literal) => EXEMPT_VALUES.test(literal ?? ''))) return 'none';
  if (literals.some((literal) => /webpack|devtool|source-?map|\.min\./.test(literal ?? ''))) return 'none';
  if (
    literals.some(
      (literal) => /^[a-z][a-z0-9+.-]*:\/\//i.test(literal ?? '') && !/localhost|127\.0/.test(literal ?? ''),
    )
  )
    return 'service';
  return 'value';
}

/** The value of a branch that is nothing but a literal; `''` for `null` and the like. */
function literalOf(code: string): string | undefined {
  const trimmed = code.trim();
  const quoted = /^[rbu]?(["'`])([^"'`\n]*)\1$/i.exec(trimmed);
  if (quoted) return quoted[2];
  if (/^(?:null|undefined|None)$/.test(trimmed)) return '';
  return /^(?:-?[\d_.]+(?:\s*\*\s*[\d_.]+)*|true|false|True|False)$/.test(trimmed) ? trimmed : undefined;
}

/** What is kept over a reload of the code is a trick of development servers. */
const KEPT_OVER_RELOADS = /^\s*\{?\s*(?:\(?global(?:This)?(?: as \w+\))?|globalFor\w+)\.\w+\s*=[^=]/;

function effectOfCode(code: string): Effect {
  if (/^require\(\s*["'`]\.{1,2}\//.test(code)) return 'value';
  if (KEPT_OVER_RELOADS.test(code)) return 'none';
  if (/^\s*\{?\s*(?:throw|raise)\b[^;]*;?\s*\}?\s*$/.test(code)) return 'none';
  const callees = [...code.matchAll(/([A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*)\s*\(/g)].map(
    ([, name = '']) => name,
  );
  const telling = callees.filter((callee) => !NEUTRAL.test(callee));
  const isExempt = EXEMPT.test(code.replace(/([a-z0-9])([A-Z])/g, '$1_$2'));
  if (telling.some((callee) => !EXEMPT.test(callee.replace(/([a-z0-9])([A-Z])/g, '$1_$2')))) {
    return isExempt && telling.length > 1 ? 'unclear' : 'behaviour';
  }
  if (isExempt) return 'none';
  const settings = [
    ...code.matchAll(/(?:^|[\s{;(,.])([A-Za-z_$][\w$]*)["'\]]*\s*(?::|=(?![=>]))\s*\S/gm),
  ].map(([, name = '']) => name);
  const values = settings.filter((name) => !isExemptName(name));
  if (values.length > 0) {
    return /(?:^|[\s.])[\w.[\]"']+\s*=\s*(?:["'`\d]|True|False|true|false)/m.test(code)
      ? 'value'
      : 'behaviour';
  }
  if (settings.length > 0) return 'none';
  if (/\.use\s*\(/.test(code)) return 'behaviour';
  return 'unclear';
}

function withoutComments(code: string): string {
  return code
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)(?:\/\/|#).*$/gm, '$1')
    .trim();
}
