import type { VariableNeed, VariableUse, VariableUses } from '../../model/variable.ts';
import { parseDotenv } from '../dotenv.ts';
import { isEnvironmentName } from './names.ts';

const DOTENV =
  /(?:^|\/)(?:\.env(?:[.-][\w.-]+)?|(?:[\w-]+\.)?env\.(?:example|sample|template|dist)|[\w.-]+\.env|\.flaskenv|\.dev\.vars(?:\.[\w-]+)*|dotenv)$/i;
/** Code and documents that only have `env` in their names. */
const NO_DOTENV = /\.(?:[cm]?[jt]sx?|py|rb|go|php|json|ya?ml|md|sh|bak|vault|keys|d)$/i;
const TEMPLATE = /(?:^|[._/-])(?:example|sample|template|tmpl|dist|defaults?|schema)(?:[._-]|$)/i;

/** Whether a path is a dotenv file's, by its name. */
export function isDotenv(path: string): boolean {
  return DOTENV.test(path) && !NO_DOTENV.test(path);
}

/** Kamal's secrets and dotenvx's Envfile: written as dotenv files, read by nothing that rules know. */
export function isDotenvByOtherName(path: string): boolean {
  return /(?:^|\/)(?:\.kamal\/secrets(?:[.-][\w-]+)?|Envfile)$/.test(path);
}

/** Whether a dotenv file tells people which variables there are, instead of giving values to a process. */
export function isDotenvTemplate(path: string): boolean {
  return isDotenv(path) && TEMPLATE.test(path.slice(path.lastIndexOf('/') + 1));
}

/** A variable that may be set, shown in a comment: `# PORT=3000`. */
const COMMENTED = /^#+[ \t]?(?:export[ \t]+)?([A-Z][A-Z0-9_]*)=(?=\S*[ \t]*(?:#.*)?$)/;

export function readDotenvVariables(path: string, text: string): VariableUses {
  const isTemplate = isDotenvTemplate(path);
  const detail = path.slice(path.lastIndexOf('/') + 1);
  const uses: VariableUse[] = [];
  const needOf = detail === '.env.schema' ? schemaNeeds(text) : () => 'optional' as const;
  for (const statement of parseDotenv(path, text).statements) {
    if (statement.kind === 'bare-key' && isEnvironmentName(statement.key)) {
      uses.push({ name: statement.key, kind: 'provide', span: statement.keySpan, detail });
    }
    if (statement.kind === 'comment' && isTemplate) {
      const { start, end } = statement.contentSpan;
      const written = COMMENTED.exec(text.slice(start, end));
      const name = written?.[1];
      if (!written || name === undefined) continue;
      const at = start + written[0].length - 1 - name.length;
      const span = { start: at, end: at + name.length };
      uses.push({ name, kind: 'declare', span, need: 'optional', detail, commented: true });
    }
    if (statement.kind !== 'assignment' || statement.key === '') continue;
    const { key: name, keySpan: span, value, references } = statement;
    if (isTemplate) {
      uses.push({
        name,
        kind: 'declare',
        span,
        need: needOf(span.start, value !== ''),
        detail,
        ...(value ? { fallback: value } : {}),
      });
    } else uses.push({ name, kind: 'provide', span, detail });
    for (const { name: other, nameSpan, modifier } of references) {
      const need = /^:?\?/.test(modifier) ? 'required' : /^:?[-=]/.test(modifier) ? 'default' : 'optional';
      uses.push({ name: other, kind: 'reference', span: nameSpan, need, detail });
    }
  }
  return { uses, readsWholeEnvironment: false };
}

/**
 * What a schema of varlock says of a variable (varlock.dev, @env-spec): it is required unless its comment or the head
 * of the file says otherwise. The comment stands right above.
 */
function schemaNeeds(text: string): (start: number, hasValue: boolean) => VariableNeed {
  const byDefault = /^#.*@defaultRequired=(false|infer)\b/m.exec(text)?.[1];
  return (start, hasValue) => {
    if (hasValue) return 'default';
    const comment =
      /(?:^#[^\n]*\n)+$/m.exec(text.slice(Math.max(0, start - LONGEST_COMMENT), start))?.[0] ?? '';
    if (/@optional\b|@required=false\b/.test(comment)) return 'optional';
    return byDefault === undefined || /@required\b/.test(comment) ? 'required' : 'optional';
  };
}

/** So much of the text above a variable is looked at, in UTF-16 units. */
const LONGEST_COMMENT = 1_000;
