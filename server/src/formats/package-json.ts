import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Span } from '../model/span.ts';
import { recently } from './recent-documents.ts';

/** A string in a JSON file. */
export type JsonText = {
  /** Escapes resolved. */
  readonly value: string;
  /** With the quotes. */
  readonly span: Span;
};

/** One property of an object whose values are strings. */
export type JsonEntry = {
  readonly name: string;
  /** With the quotes. */
  readonly nameSpan: Span;
  readonly value: string;
  /** With the quotes. */
  readonly valueSpan: Span;
  /** From the name to the value. */
  readonly span: Span;
};

export const DEPENDENCY_GROUPS = [
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies',
] as const;
export type DependencyGroup = (typeof DEPENDENCY_GROUPS)[number];

export type PackageDependency = JsonEntry & { readonly group: DependencyGroup };

export type PackageJsonDocument = {
  readonly path: string;
  readonly text: string;
  /** Names of the properties at the top, in the order of the file. */
  readonly keys: readonly string[];
  readonly name?: JsonText;
  readonly version?: JsonText;
  readonly type?: JsonText;
  readonly main?: JsonText;
  readonly module?: JsonText;
  readonly types?: JsonText;
  readonly packageManager?: JsonText;
  readonly private: boolean;
  /** The value of `exports`, whatever its shape. */
  readonly exports?: Span;
  /** Commands by name; a single `bin` has the name of the package or, without one, of nothing. */
  readonly bin: readonly JsonEntry[];
  readonly scripts: readonly JsonEntry[];
  readonly engines: readonly JsonEntry[];
  readonly dependencies: readonly PackageDependency[];
  /** Globs of published files. */
  readonly files: readonly JsonText[];
  /** Globs of workspaces, in either of the two shapes. */
  readonly workspaces: readonly JsonText[];
  readonly problems: readonly { readonly message: string; readonly span: Span }[];
};

/**
 * Reads a `package.json`. What is half typed gives the properties that can be known; a property of the wrong type
 * counts as absent.
 *
 * @param path of the file, kept as it is
 * @param text its whole text
 * @returns the document, every span inside the text; never throws
 */
export const parsePackageJson = recently(readPackageJson);

function readPackageJson(path: string, text: string): PackageJsonDocument {
  const errors: ParseError[] = [];
  // A byte order mark is no JSON; a blank in its place keeps the offsets.
  const root = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
  const properties = propertiesOf(root);
  const name = textOf(properties.get('name'));
  const textAt = <Key extends string>(key: Key) => optional(key, textOf(properties.get(key)));
  const exported = properties.get('exports');
  return {
    path,
    text,
    keys: [...properties.keys()],
    ...optional('name', name),
    ...textAt('version'),
    ...textAt('type'),
    ...textAt('main'),
    ...textAt('module'),
    ...textAt('types'),
    ...textAt('packageManager'),
    private: properties.get('private')?.value === true,
    ...optional('exports', exported && spanOf(exported)),
    bin: binOf(properties.get('bin'), name?.value ?? ''),
    scripts: entriesOf(properties.get('scripts')),
    engines: entriesOf(properties.get('engines')),
    dependencies: DEPENDENCY_GROUPS.flatMap((group) =>
      entriesOf(properties.get(group)).map((entry) => ({ ...entry, group })),
    ),
    files: textsOf(properties.get('files')),
    workspaces: workspacesOf(properties.get('workspaces')),
    problems: errors.map(({ error, offset, length }) => ({
      message: printParseErrorCode(error),
      span: { start: offset, end: Math.min(text.length, offset + length) },
    })),
  };
}

/** Values by key; the last of several properties of one name counts, as in every JSON reader. */
function propertiesOf(node: Node | undefined): ReadonlyMap<string, Node> {
  const properties = new Map<string, Node>();
  if (node?.type !== 'object') return properties;
  for (const { children } of node.children ?? []) {
    const [key, value] = children ?? [];
    if (typeof key?.value === 'string' && value) properties.set(key.value, value);
  }
  return properties;
}

function entriesOf(node: Node | undefined): JsonEntry[] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    if (!key || value?.type !== 'string') return [];
    return [
      {
        name: String(key.value),
        nameSpan: spanOf(key),
        value: String(value.value),
        valueSpan: spanOf(value),
        span: { start: spanOf(key).start, end: spanOf(value).end },
      },
    ];
  });
}

function binOf(node: Node | undefined, packageName: string): JsonEntry[] {
  const target = textOf(node);
  if (!target) return entriesOf(node);
  const { value, span } = target;
  return [{ name: packageName, nameSpan: span, value, valueSpan: span, span }];
}

function workspacesOf(node: Node | undefined): JsonText[] {
  return node?.type === 'object' ? textsOf(propertiesOf(node).get('packages')) : textsOf(node);
}

function textsOf(node: Node | undefined): JsonText[] {
  if (node?.type !== 'array') return [];
  return (node.children ?? []).flatMap((child) => textOf(child) ?? []);
}

function textOf(node: Node | undefined): JsonText | undefined {
  return node?.type === 'string' ? { value: String(node.value), span: spanOf(node) } : undefined;
}

function spanOf({ offset, length }: Node): Span {
  return { start: offset, end: offset + length };
}

/** An object with the key only if there is a value. */
function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]: Value });
}
