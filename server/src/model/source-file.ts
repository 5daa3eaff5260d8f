import type {
  CallExpression,
  Expression,
  ObjectExpression,
  StringExpression,
  TemplateExpression,
} from './expression.ts';
import type { DocumentedVariable, Edit } from './finding.ts';
import type { Environment, Role } from './role.ts';
import type { Span } from './span.ts';
import type { VariableNeed } from './variable.ts';

/** Languages that share libraries and idioms, so that a rule's tables name them once. */
export type LanguageFamily = 'javascript' | 'python';

/**
 * What an expression comes to when names are followed: through constants of the file, destructuring, object
 * properties and imported modules of the project. Each knows the file it stands in.
 */
export type Value =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null; readonly origin: Origin }
  /** Text put together of parts of which at least one is not a literal. */
  | { readonly kind: 'text'; readonly parts: readonly Value[]; readonly origin: Origin }
  /** Something on the way was read from the environment: compliant. */
  | {
      readonly kind: 'environment';
      /** Absent where the name is computed or a library chose it. */
      readonly variable?: string;
      /** What the code uses when the variable is not set. */
      readonly fallback?: Value;
      readonly origin: Origin;
    }
  | { readonly kind: 'object'; readonly object: ObjectExpression; readonly origin: Origin }
  | { readonly kind: 'list'; readonly items: readonly Expression[]; readonly origin: Origin }
  /** What a call returned; `callee` is its canonical name. */
  | { readonly kind: 'call'; readonly callee: string; readonly call: CallExpression; readonly origin: Origin }
  /** A function, class or module known by its canonical name. */
  | { readonly kind: 'reference'; readonly name: string; readonly origin: Origin }
  /** A module of the project as a whole. */
  | { readonly kind: 'module'; exported(name: string): Value; readonly origin: Origin }
  | { readonly kind: 'function'; readonly origin: Origin }
  | { readonly kind: 'unknown'; readonly origin: Origin };

/** Where a value stands. `file` is another than the asked one when an import was followed. */
export type Origin = { readonly file: SourceFile; readonly span: Span; readonly expression: Expression };

/**
 * A call found at an anchor.
 *
 * `callee` is canonical: imports are resolved to module paths and values to the calls that made them, so that
 * every way of writing reads the same: `new winston.transports.File()`, `const { File } = require('winston').transports`
 * give `winston.transports.File`; `const app = express(); app.listen(1)` gives `express().listen`; Python's
 * `from flask import Flask as F; F(__name__).run()` gives `flask.Flask().run`. A name that is not defined in the
 * file stands for itself (`fetch`, `open`, `process.on`); `node:` is left out. A parameter or a value that cannot
 * be followed is written `?`, followed by its name: `?app.listen`.
 */
export type Call = {
  readonly callee: string;
  readonly expression: CallExpression;
  readonly span: Span;
  /** The argument at a position, not counting keyword arguments, or by keyword. Undefined if not given. */
  argument(position: number, keyword?: string): Value | undefined;
  /** The value of a key in the object literal given as an argument, or of a keyword argument. */
  option(key: string, position?: number): Value | undefined;
  /** A spread (`...`, `**`) or an argument that cannot be followed might give what seems absent. */
  isOpen(): boolean;
};

/** `name = value` in any form the language has: a declaration, an assignment, a property, a keyword argument, a default. */
export type Assignment = {
  readonly form: 'declaration' | 'assignment' | 'property' | 'argument' | 'default';
  /** The last part of the target: `c` of `a.b.c = 1` and of `a["c"] = 1`. */
  readonly name: string;
  readonly nameSpan: Span;
  /** Canonical name of the whole target where it is more than a name: `flask.Flask().config.SECRET_KEY`. */
  readonly target: string;
  readonly value: Expression;
  readonly span: Span;
};

export type Comparison = {
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
  readonly span: Span;
  /** What runs or is chosen by the outcome: the branches of the `if`, `switch`, `?:` or `&&` it is the test of. */
  readonly branches: readonly Span[];
};

/** A call that a literal reaches, and on which way: `['baseURL']` for `axios.create({ baseURL: literal })`. */
export type Sink = { readonly call: Call; readonly position: number; readonly path: readonly string[] };

/** What code does with one variable of the environment, or with the environment as a whole. */
export type EnvironmentUse =
  | {
      readonly kind: 'read' | 'write';
      readonly name: string;
      /** The name alone, without quotes. */
      readonly span: Span;
      /** How: `process.env`, `os.getenv`. */
      readonly access: string;
      readonly need: VariableNeed;
      readonly fallback?: Expression;
      /** The name is put together of a prefix and what is written, or is implied: it does not stand at the span. */
      readonly derived?: true;
    }
  | { readonly kind: 'whole'; readonly span: Span };

/** A file of code as rules see it. All offsets are UTF-16 code units into `text`. */
export interface SourceFile {
  /** Relative to the workspace root, with `/`. */
  readonly path: string;
  /** Who reads the whole text is asked again after every edit: prefer `source`, `matches` and `inText`. */
  wholeText(): string;
  readonly family: LanguageFamily;
  /** The language's id in the sense of LSP: `javascript`, `typescript`, `typescriptreact`, `python`. */
  readonly language: string;
  readonly role: Role;
  readonly environment: Environment;
  readonly idioms: Idioms;

  /** The text of a span, as far as there is any. */
  source(span: Span): string;
  /** The offsets of a whole word, wherever it stands: in code, in texts and in comments. */
  offsetsOf(word: string): readonly number[];
  /**
   * Whether the pattern matches somewhere in the text. It must have no memory (`g`, `y`), and no match that matters is
   * longer than 1,000 units.
   */
  matches(pattern: RegExp): boolean;
  /**
   * What a function finds in the whole text: whether something is so, or an offset, negative where there is none. It
   * must know nothing but the text: it is asked again of the text after an edit.
   */
  inText<T extends boolean | number>(ask: (text: string) => T): T;

  /** Calls at this rule's anchors whose canonical callee is a key of the table. `?.listen` as a key stands for any receiver that cannot be followed. */
  calls<T>(table: Readonly<Record<string, T>>): Iterable<Call & { readonly entry: T }>;
  /** All calls at this rule's anchors (the anchor lies within the callee). */
  callsAtAnchors(): Iterable<Call>;
  /** Assignments at this rule's anchors (the anchor lies within the target or touches the value). */
  assignments(): Iterable<Assignment>;
  /** Strings and templates at this rule's anchors. Docstrings and imports are left out. */
  strings(): Iterable<StringExpression | TemplateExpression>;
  /** Comparisons (and `switch`/`match`, membership tests) at this rule's anchors. */
  comparisons(): Iterable<Comparison>;
  /** Expressions of any kind at this rule's anchors: the innermost name, member or index that holds the anchor. */
  references(): Iterable<Expression>;

  /** What is done with environment variables at this rule's anchors. */
  environmentUses(): Iterable<EnvironmentUse>;

  /** Follows an expression of this file as far as can be known. Never throws. */
  evaluate(expression: Expression): Value;
  /** A property of an object value, or of the call or reference it stands for; unknown where it cannot be known. */
  property(value: Value, key: string): Value;
  /** The canonical name of an expression, as in `Call.callee`. */
  canonical(expression: Expression): string;
  /** The calls that the expression at `span` reaches: directly, inside an object, or by the constant it initialises. */
  sinks(span: Span): readonly Sink[];
  /** The name that the expression at `span` is given: of the constant, property, keyword or parameter default it is the value of. */
  nameOf(span: Span): string | undefined;
  /** The names on the way to the expression at `span`, outermost first: `['config', 'db', 'host']` for `const config = { db: { host: span } }`. Empty where it has no name. */
  pathOf(span: Span): readonly string[];
  /** The nearest expression that holds the one at `span` and more. */
  around(span: Span): Expression | undefined;
  /** The code that the expression at `span` decides on, as a test or a part of one. */
  branches(span: Span): readonly Span[];
  /** The tests that decide whether the code at an offset is reached, innermost first. */
  tests(offset: number): readonly Expression[];
  /** The value of which the expression at `span` is the fallback (`a` of `a || "x"`, of `a ?? "x"`; the call of `os.getenv("X", "x")`), or undefined. */
  fallbackOf(span: Span): Value | undefined;
  /** The nearest function, method or lambda around an offset; undefined at module level. */
  functionAround(offset: number): FunctionFact | undefined;
  /** The nearest class around an offset. */
  classAround(offset: number): ClassFact | undefined;
  /** Whether a module is imported: `express`, `logging.handlers`; a submodule counts for its parent. */
  imports(module: string): boolean;
  /** Whether the offset is code that a type checker or nobody runs: a type, an interface, `if TYPE_CHECKING`. */
  isInert(offset: number): boolean;
  /** Whether the offset stands under the test of the program being run itself: `if __name__ == "__main__"`, `require.main === module`. */
  isMainGuarded(offset: number): boolean;
  /** The object literals (dictionaries) around an offset, innermost first. */
  objectsAround(offset: number): readonly ObjectExpression[];
  /** The start offset of the line that holds the offset, and its leading white space. */
  line(offset: number): { readonly start: number; readonly end: number; readonly indentation: string };
  /** The statement around an offset: outermost at module level with `outermost`, else the innermost. */
  statement(offset: number, outermost?: boolean): Span;
}

export type FunctionFact = {
  readonly span: Span;
  /** Undefined for an anonymous function. */
  readonly name?: string;
  readonly parameters: readonly string[];
  /** The call that takes this function as an argument: `?app.get` of `app.get('/x', (req, res) => …)`. */
  readonly passedTo?: string;
  /** Canonical names of Python's decorators, with their call brackets: `?app.route()`. */
  readonly decorators: readonly string[];
};

export type ClassFact = {
  readonly span: Span;
  /** Empty for an anonymous class. */
  readonly name: string;
  /** Canonical names of what it extends. */
  readonly bases: readonly string[];
};

/** How a language writes what fixes insert. Each gives the expression and the edits (an import, a helper) it needs. */
export interface Idioms {
  /**
   * Reads a variable and fails at start with its name when it is missing. `offset` is where it is read: what a
   * function reads is read once, by a constant of the module, unless the file takes its name for something else.
   */
  requiredVariable(file: SourceFile, variable: string, offset: number): Replacement;
  /** Reads a variable with a default given as source text of the language. */
  variableWithDefault(
    file: SourceFile,
    variable: string,
    fallback: string,
    as: 'string' | 'number',
  ): Replacement;
  /** A call that ends the file's import section: where a new import or helper goes, in UTF-16 units. */
  importEnd(file: SourceFile): number;
  /**
   * Makes a module of the standard library known by its own name (`import sys`); no edit where it is already,
   * or is without an import.
   */
  moduleImport(file: SourceFile, module: string): readonly Edit[];
  /** Source text of a string literal. */
  quote(text: string): string;
}

export type Replacement = {
  readonly text: string;
  readonly edits: readonly Edit[];
  readonly variables: readonly DocumentedVariable[];
};
