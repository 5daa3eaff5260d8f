import { type Node as JsonNode, parseTree } from 'jsonc-parser';
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseAllDocuments,
  type Scalar,
} from 'yaml';
import type { Span } from '../../model/span.ts';

/** What YAML and JSON have in common, with the places of names and texts. */
export type Data =
  /** `span` is the content without quotes; of a block scalar, from its marker on. */
  | { readonly kind: 'text'; readonly value: string; readonly span: Span }
  | { readonly kind: 'map'; readonly entries: readonly DataEntry[] }
  | { readonly kind: 'list'; readonly items: readonly Data[] };

export type DataEntry = {
  readonly key: string;
  /** Without quotes. */
  readonly keySpan: Span;
  /** Absent where nothing or `null` stands. */
  readonly value?: Data;
};

export type DataMap = Data & { readonly kind: 'map' };

export type YamlData = {
  readonly documents: readonly Data[];
  /** Every scalar that is written in the text, keys too; in the order of the text. */
  readonly texts: readonly Span[];
};

/** Deeper nesting than this is read as nothing: no manifest is 100 levels deep. */
const MAXIMUM_DEPTH = 100;

/**
 * Reads YAML, as much of it as can be understood. What an alias stands for is the same object as what it names, so
 * whoever walks the data can tell that it was there before.
 *
 * @returns spans inside the text; never throws
 */
export function readYaml(text: string): YamlData {
  try {
    const documents = parseAllDocuments(text, {
      strict: false,
      uniqueKeys: false,
      logLevel: 'silent',
      prettyErrors: false,
    });
    const reader = createReader(text);
    const read = [...documents].flatMap((document) => reader.read(document.contents, document, 0) ?? []);
    return { documents: read, texts: reader.texts.sort((one, other) => one.start - other.start) };
  } catch {
    // Nesting that exhausts the library's recursion.
    return { documents: [], texts: [] };
  }
}

function createReader(text: string) {
  const known = new Map<unknown, Data | undefined>();
  const texts: Span[] = [];

  function read(node: unknown, document: Document.Parsed, depth: number): Data | undefined {
    if (depth > MAXIMUM_DEPTH) return undefined;
    if (known.has(node)) return known.get(node);
    // What holds itself is nothing inside itself.
    known.set(node, undefined);
    const data = convert(node, document, depth);
    known.set(node, data);
    return data;
  }

  function convert(node: unknown, document: Document.Parsed, depth: number): Data | undefined {
    if (isAlias(node)) return read((node as Alias).resolve(document), document, depth + 1);
    if (isScalar(node)) {
      const span = contentOf(text, node);
      if (!span) return undefined;
      texts.push(span);
      return node.value === null
        ? undefined
        : { kind: 'text', value: String(node.source ?? node.value), span };
    }
    if (isSeq(node)) {
      return { kind: 'list', items: node.items.flatMap((item) => read(item, document, depth + 1) ?? []) };
    }
    if (!isMap(node)) return undefined;
    const entries: DataEntry[] = [];
    for (const { key, value } of node.items) {
      const data = read(value, document, depth + 1);
      if (isScalar(key) && key.value === '<<') {
        entries.push(...merged(data));
        continue;
      }
      const name = read(key, document, depth + 1);
      if (name?.kind !== 'text') continue;
      entries.push({ key: name.value, keySpan: name.span, ...(data ? { value: data } : {}) });
    }
    return { kind: 'map', entries };
  }

  return { read, texts };
}

/** `<<: *defaults` or `<<: [*one, *two]`. */
function merged(data: Data | undefined): readonly DataEntry[] {
  if (data?.kind === 'map') return data.entries;
  return data?.kind === 'list' ? data.items.flatMap(merged) : [];
}

function contentOf(text: string, { range, type }: Scalar): Span | undefined {
  if (!range) return undefined;
  const [start, end] = range;
  if (end > text.length || start >= end) return undefined;
  if (type !== 'QUOTE_DOUBLE' && type !== 'QUOTE_SINGLE') return { start, end };
  const isClosed = end - start > 1 && text[end - 1] === text[start];
  return { start: start + 1, end: isClosed ? end - 1 : end };
}

/** Reads JSON with comments and trailing commas. Never throws. */
export function readJson(text: string): Data | undefined {
  try {
    const root = parseTree(text.replace(/^\uFEFF/, ' '), [], { allowTrailingComma: true });
    return root && fromJson(text, root, 0);
  } catch {
    return undefined;
  }
}

function fromJson(text: string, node: JsonNode, depth: number): Data | undefined {
  if (depth > MAXIMUM_DEPTH) return undefined;
  switch (node.type) {
    case 'object': {
      const entries: DataEntry[] = [];
      for (const { children } of node.children ?? []) {
        const [key, value] = children ?? [];
        if (!key) continue;
        const data = value && fromJson(text, value, depth + 1);
        entries.push({
          key: String(key.value),
          keySpan: contentOfJson(text, key),
          ...(data ? { value: data } : {}),
        });
      }
      return { kind: 'map', entries };
    }
    case 'array':
      return {
        kind: 'list',
        items: (node.children ?? []).flatMap((child) => fromJson(text, child, depth + 1) ?? []),
      };
    case 'null':
      return undefined;
    default:
      return { kind: 'text', value: String(node.value), span: contentOfJson(text, node) };
  }
}

function contentOfJson(text: string, { offset, length, type }: JsonNode): Span {
  const end = Math.min(text.length, offset + length);
  if (type !== 'string' || text[offset] !== '"') return { start: offset, end };
  const isClosed = end - offset > 1 && text[end - 1] === '"';
  return { start: offset + 1, end: isClosed ? end - 1 : end };
}

/** The last value of a key of a map, as readers take it. */
export function valueAt(data: Data | undefined, ...keys: readonly string[]): Data | undefined {
  let current = data;
  for (const key of keys) {
    if (current?.kind !== 'map') return undefined;
    current = current.entries.findLast((entry) => entry.key === key)?.value;
  }
  return current;
}

export function entriesOf(data: Data | undefined): readonly DataEntry[] {
  return data?.kind === 'map' ? data.entries : [];
}

export function itemsOf(data: Data | undefined): readonly Data[] {
  return data?.kind === 'list' ? data.items : [];
}

export function textOf(data: Data | undefined): string | undefined {
  return data?.kind === 'text' ? data.value : undefined;
}

/** Every map below and including the data, each once, outermost first. */
export function* mapsIn(data: Data, seen: Set<Data> = new Set()): Iterable<DataMap> {
  if (seen.has(data)) return;
  seen.add(data);
  if (data.kind === 'map') {
    yield data;
    for (const { value } of data.entries) if (value) yield* mapsIn(value, seen);
  } else if (data.kind === 'list') {
    for (const item of data.items) yield* mapsIn(item, seen);
  }
}
