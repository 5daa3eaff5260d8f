import { type Data, textOf, valueAt } from '../formats/variables/data.ts';
import { documentsOf } from '../formats/variables/manifest.ts';
import type { Span } from '../model/span.ts';
import { isSecretVariable } from '../rules/dotenv/secrets.ts';
import { secretsAmong, secretsInScript } from './secrets-in-commands.ts';

export function isData(path: string): boolean {
  return /\.(?:ya?ml|jsonc?|toml)$/.test(path);
}

/** Keys that name a variable beside its value: of containers, platforms and pipelines. */
const NAMING = ['name', 'Name', 'key', 'variable'];
const VALUED = ['value', 'Value', 'default'];

/** The secrets in YAML, JSON or TOML: by the key or the name beside a value, in `NAME=value`, in commands. */
export function secretsInData(path: string, text: string): readonly Span[] {
  const spans: Span[] = [];
  const seen = new Set<Data>();

  function visit(data: Data, name: string, isKept: boolean): void {
    if (data.kind === 'text') {
      spans.push(...secretsInText(text, data, name, isKept));
      return;
    }
    // An alias of YAML is the same object as what it names.
    if (seen.has(data)) return;
    seen.add(data);
    if (data.kind === 'list') {
      const words = data.items.filter((item) => item.kind === 'text');
      spans.push(...secretsAmong(words, ({ start, end }) => text.slice(start, end)));
      for (const item of data.items) visit(item, name, isKept);
      return;
    }
    const beside = NAMING.map((key) => textOf(valueAt(data, key))).find((one) => one !== undefined) ?? '';
    const keepsAll = textOf(valueAt(data, 'kind')) === 'Secret';
    for (const { key, value } of data.entries) {
      if (!value) continue;
      const isOfStore = keepsAll && (key === 'data' || key === 'stringData');
      visit(value, VALUED.includes(key) ? beside || name : key, isKept || isOfStore);
    }
  }

  for (const document of documentsOf(path, text)) visit(document, '', false);
  return spans;
}

/** @param isKept it is in a store of secrets, whatever its name */
function secretsInText(
  text: string,
  { value, span }: Data & { readonly kind: 'text' },
  name: string,
  isKept: boolean,
): readonly Span[] {
  if (isKept || isSecretVariable(name, value)) return [span];
  const script = text.slice(span.start, span.end);
  const [start = '', assigned = ''] = /^([A-Za-z_][\w.-]*)[ \t]*=/.exec(script) ?? [];
  if (isSecretVariable(assigned, script.slice(start.length)))
    return [{ start: span.start + start.length, end: span.end }];
  return secretsInScript(script, span.start);
}
