import type { Span } from '../../model/span.ts';
import type { Data, DataEntry } from './data.ts';

/** `known` holds the last value of each key, so that a file of many tables is not searched for each. */
type Table = { readonly kind: 'map'; readonly entries: DataEntry[]; readonly known: Map<string, Value> };
type List = { readonly kind: 'list'; readonly items: Value[] };
type Value = Table | List | (Data & { readonly kind: 'text' });
type Key = { readonly name: string; readonly span: Span };

/** Deeper nesting than this is read as nothing: no manifest is 100 levels deep. */
const MAXIMUM_DEPTH = 100;

const SPACE = /[ \t]*/y;
/** White space, line breaks and comments: what may stand between the items of a list. */
const BLANK = /(?:[ \t\r\n]+|#[^\n]*)*/y;
const BARE_KEY = /[\w-]+/y;
const BARE_VALUE = /[^\s,\]}#]+(?: [\d:.]+)?/y;
const REST_OF_LINE = /[^\n]*\n?/y;
const STRINGS: readonly RegExp[] = [
  /"""(?:[^"\\]|\\[\s\S]|"(?!""))*(?:"{3,5}|$)/y,
  /'''(?:[^']|'(?!''))*(?:'{3,5}|$)/y,
  /"(?:[^"\\\n]|\\.)*(?:"|(?=\n|$))/y,
  /'[^'\n]*(?:'|(?=\n|$))/y,
];

/**
 * Reads TOML as far as it can be understood: what is wrong ends at its line, as half of a line is wrong while it is
 * typed. Escapes stay as they are written.
 *
 * @returns spans inside the text; never throws, in time linear in the text
 */
export function readToml(text: string): Data {
  const root = newTable();
  let table = root;
  let at = text.startsWith('\uFEFF') ? 1 : 0;

  while (at < text.length) {
    skip(BLANK);
    if (text[at] === '[') heading();
    else if (!pair(table, 0)) skip(REST_OF_LINE);
  }
  return root;

  function skip(pattern: RegExp): string {
    pattern.lastIndex = at;
    const [found = ''] = pattern.exec(text) ?? [];
    at += found.length;
    return found;
  }

  /** `[a.b]` or `[[a.b]]` */
  function heading(): void {
    const isItem = text.startsWith('[[', at);
    at += isItem ? 2 : 1;
    const keys = dotted();
    skip(REST_OF_LINE);
    const last = keys.at(-1);
    // Whatever follows a heading that cannot be read belongs to nothing known.
    table = newTable();
    if (!last) return;
    const outer = within(root, keys.slice(0, -1));
    if (!isItem) {
      table = within(outer, [last]);
      return;
    }
    const known = outer.known.get(last.name);
    if (known?.kind === 'list') known.items.push(table);
    else add(outer, last, { kind: 'list', items: [table] });
  }

  /** `a.b = value`. False where none stands; then nothing was read but a part of the line. */
  function pair(owner: Table, depth: number): boolean {
    const keys = dotted();
    const last = keys.at(-1);
    if (!last || text[at] !== '=') return false;
    at++;
    skip(SPACE);
    const data = value(depth);
    add(within(owner, keys.slice(0, -1)), last, data);
    return true;
  }

  function dotted(): readonly Key[] {
    const keys: Key[] = [];
    for (;;) {
      skip(SPACE);
      const start = at;
      const quoted = /["']/.test(text[at] ?? '') ? string() : undefined;
      const name = quoted ? quoted.value : skip(BARE_KEY);
      if (!quoted && name === '') return [];
      keys.push({ name, span: quoted ? quoted.span : { start, end: at } });
      skip(SPACE);
      if (text[at] !== '.') return keys;
      at++;
    }
  }

  function value(depth: number): Value | undefined {
    if (depth > MAXIMUM_DEPTH) return undefined;
    const first = text[at];
    if (first === '"' || first === "'") return string();
    if (first === '[') return list(depth + 1);
    if (first === '{') return inlineTable(depth + 1);
    const start = at;
    const bare = skip(BARE_VALUE);
    return bare === '' ? undefined : { kind: 'text', value: bare, span: { start, end: at } };
  }

  function string(): Value & { readonly kind: 'text' } {
    const start = at;
    for (const pattern of STRINGS) {
      const found = skip(pattern);
      if (found === '') continue;
      const quotes = /^("{3}|'{3}|["'])/.exec(found)?.[0] ?? '';
      const isClosed = found.length >= 2 * quotes.length && found.endsWith(quotes);
      const span = { start: start + quotes.length, end: at - (isClosed ? quotes.length : 0) };
      return { kind: 'text', value: text.slice(span.start, span.end), span };
    }
    at++;
    return { kind: 'text', value: '', span: { start: at, end: at } };
  }

  function list(depth: number): List {
    const items: Value[] = [];
    enclosed(']', () => {
      const before = at;
      const item = value(depth);
      if (item) items.push(item);
      return at > before || text[at] === ',';
    });
    return { kind: 'list', items };
  }

  function inlineTable(depth: number): Table {
    const made = newTable();
    enclosed('}', () => pair(made, depth));
    return made;
  }

  /** What stands between brackets, with commas between. `read` says whether it found one more. */
  function enclosed(close: string, read: () => boolean): void {
    at++;
    for (;;) {
      skip(BLANK);
      if (at >= text.length) return;
      if (text[at] === close) {
        at++;
        return;
      }
      if (!read()) return;
      skip(BLANK);
      if (text[at] === ',') at++;
    }
  }
}

function newTable(): Table {
  return { kind: 'map', entries: [], known: new Map() };
}

function add({ entries, known }: Table, { name, span }: Key, value: Value | undefined): void {
  entries.push({ key: name, keySpan: span, ...(value ? { value } : {}) });
  if (value) known.set(name, value);
}

/** The table that keys lead to; of a list of tables the last. Made where there is none. */
function within(table: Table, keys: readonly Key[]): Table {
  let current = table;
  for (const key of keys) {
    const known = current.known.get(key.name);
    const inner = known?.kind === 'list' ? known.items.at(-1) : known;
    if (inner?.kind === 'map') {
      current = inner;
      continue;
    }
    const made = newTable();
    add(current, key, made);
    current = made;
  }
  return current;
}
