/** What a lexer must know of a language to tell comments, strings and code apart. All marks are ASCII. */
export type LexicalTable = {
  readonly lineComments: readonly LineComment[];
  readonly blockComments: readonly BlockComment[];
  readonly strings: readonly StringKind[];
  /** Of a language with regular expression literals or JSX: whether `/` and `<` begin an operand or divide and compare. */
  readonly operands?: OperandTable;
  readonly regularExpressions?: true;
  readonly jsx?: true;
};

/** Up to the end of the line. */
export type LineComment = { readonly open: string; readonly only?: Place };

export type BlockComment = {
  readonly open: string;
  readonly close: string;
  readonly nested?: true;
  readonly only?: Place;
};

/** Where a comment's mark counts: everywhere if not said. A word starts after white space or one of `;&|()`. */
export type Place = 'file-start' | 'line-start' | 'word-start';

export type StringKind = {
  /** Words in lower case directly before `open`, in any case in the source; `''` for none. Default: `['']`. */
  readonly prefixes?: readonly string[];
  readonly open: string;
  readonly close: string;
  /** What keeps `close` from ending the string: a backslash before it, writing it twice, or nothing. */
  readonly escape: 'backslash' | 'doubled' | 'none';
  /** Otherwise it ends at the end of its line at the latest (a backslash before that escapes it). */
  readonly multiline: boolean;
  readonly interpolation?: Interpolation;
};

export type Interpolation = {
  readonly open: string;
  readonly close: '}' | ')';
  /** `open` written twice is text, and a backslash does not escape it. */
  readonly doubled?: true;
  /** A `:` outside of brackets ends the code; text up to `close` says how to print it. */
  readonly formatSpecification?: true;
};

export type OperandTable = {
  /** Words after which an operand stands; after any other word, an operator. */
  readonly keywords: ReadonlySet<string>;
  /** Those of them after which `{` opens a block, not an object. */
  readonly blockKeywords: ReadonlySet<string>;
  /** Words whose brackets a statement follows. */
  readonly headKeywords: ReadonlySet<string>;
  /** Operators that leave the value before them one. */
  readonly postfix: readonly string[];
};

const C_BLOCK: BlockComment = { open: '/*', close: '*/' };

const QUOTED: readonly StringKind[] = [
  { open: '"', close: '"', escape: 'backslash', multiline: false },
  { open: "'", close: "'", escape: 'backslash', multiline: false },
];

const JAVASCRIPT_OPERANDS: OperandTable = {
  keywords: new Set(
    'await case default delete do else extends in instanceof new of return throw typeof void yield'.split(
      ' ',
    ),
  ),
  blockKeywords: new Set(['do', 'else']),
  headKeywords: new Set(['for', 'if', 'while', 'with']),
  postfix: ['++', '--'],
};

const ECMASCRIPT: LexicalTable = {
  lineComments: [{ open: '//' }, { open: '#!', only: 'file-start' }],
  blockComments: [C_BLOCK],
  strings: [
    ...QUOTED,
    {
      open: '`',
      close: '`',
      escape: 'backslash',
      multiline: true,
      interpolation: { open: '${', close: '}' },
    },
  ],
  operands: JAVASCRIPT_OPERANDS,
  regularExpressions: true,
};

const TYPESCRIPT: LexicalTable = {
  ...ECMASCRIPT,
  // `value!` says that it is not null.
  operands: { ...JAVASCRIPT_OPERANDS, postfix: ['++', '--', '!'] },
};

const PYTHON_QUOTES = [
  { open: '"""', close: '"""', escape: 'backslash', multiline: true },
  { open: "'''", close: "'''", escape: 'backslash', multiline: true },
  ...QUOTED,
] as const satisfies readonly StringKind[];

// https://docs.python.org/3/reference/lexical_analysis.html#string-and-bytes-literals (a backslash keeps a quote
// from ending a raw string too). From 3.12 on, strings inside `{}` may use the quotes of the outer one (PEP 701).
const PYTHON: LexicalTable = {
  lineComments: [{ open: '#' }],
  blockComments: [],
  strings: [
    ...PYTHON_QUOTES.map((kind) => ({ ...kind, prefixes: ['', 'r', 'u', 'b', 'br', 'rb'] })),
    ...PYTHON_QUOTES.map((kind) => ({
      ...kind,
      prefixes: ['f', 'fr', 'rf', 't', 'tr', 'rt'],
      interpolation: { open: '{', close: '}', doubled: true, formatSpecification: true } as const,
    })),
  ],
};

/** By the language ids of LSP. JSX stands in `.js` files too. */
const TABLES = new Map<string, LexicalTable>([
  ['javascript', { ...ECMASCRIPT, jsx: true }],
  ['javascriptreact', { ...ECMASCRIPT, jsx: true }],
  ['typescript', TYPESCRIPT],
  ['typescriptreact', { ...TYPESCRIPT, jsx: true }],
  ['python', PYTHON],
]);

/** @throws Error for a language that has no table. */
export function lexicalTableOf(language: string): LexicalTable {
  const table = TABLES.get(language);
  if (table === undefined) throw new Error(`No lexical table for the language ${language}.`);
  return table;
}
