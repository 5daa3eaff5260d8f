import type { Node } from 'web-tree-sitter';
import type { Idioms, LanguageFamily } from '../model/source-file.ts';
import type { Span } from '../model/span.ts';

/** How a grammar's node types read as expressions. Names in values are the grammar's field names. */
export type Shape =
  /** Adds nothing to a value: parentheses, `await`, a cast. The field, else the first named child, is the value. */
  | { readonly kind: 'transparent'; readonly field?: string }
  | { readonly kind: 'call'; readonly callee: string; readonly arguments: string }
  | { readonly kind: 'member'; readonly object: string; readonly property: string }
  | { readonly kind: 'index'; readonly object: string; readonly index: string }
  | { readonly kind: 'string' }
  | { readonly kind: 'number' }
  | { readonly kind: 'constant'; readonly value: boolean | null }
  | { readonly kind: 'name' }
  | { readonly kind: 'object' }
  | { readonly kind: 'list' }
  /** Without `operator`: operands are the first and last child and the operator stands between. */
  | { readonly kind: 'binary'; readonly operator?: string }
  | { readonly kind: 'unary' }
  /** Fields, or positions among the named children. */
  | {
      readonly kind: 'conditional';
      readonly test: string | number;
      readonly consequence: string | number;
      readonly alternative: string | number;
    }
  | { readonly kind: 'function' };

/** Where a name got its value. */
export type Definition =
  /** `path` leads from the value to the name through destructuring: `['PORT']` of `const { PORT } = process.env`. */
  | {
      readonly kind: 'value';
      readonly value: Node | undefined;
      readonly path: readonly string[];
      readonly fallback?: Node;
      /** The name existed before: `x = 1` in a language with declarations. */
      readonly reassigns?: true;
    }
  | { readonly kind: 'import'; readonly module: string; readonly path: readonly string[] }
  | { readonly kind: 'parameter'; readonly type?: Node; readonly fallback?: Node }
  | { readonly kind: 'function'; readonly node: Node }
  | { readonly kind: 'class'; readonly node: Node }
  /** Bound in a way that tells no value: a loop, a `catch`, an increment. */
  | { readonly kind: 'opaque' };

/** `name = value` as it stands in a tree. */
export type TargetAndValue = {
  readonly form: 'declaration' | 'assignment' | 'property' | 'argument' | 'default';
  readonly target: Node;
  readonly value: Node;
};

/** How a library or the platform gives access to the environment. */
export type EnvironmentAccess = {
  /** Canonical names whose members and items are variables: `process.env`. */
  readonly objects: readonly string[];
  /** Reading an item that is missing is an error. */
  readonly indexFails?: true;
  /** Members of the environment that are no variables but take or list all. */
  readonly methods?: ReadonlySet<string>;
  /** Canonical names of functions that read one: where the name and the default stand. */
  readonly getters: Readonly<Record<string, EnvironmentGetter>>;
};

/** A function that reads the variable it is told: at which positions the name and the default stand. */
export type EnvironmentGetter = {
  readonly name: number;
  readonly fallback?: number;
  readonly keyword?: string;
  /** The keyword of the name, where it may be given by one. */
  readonly nameKeyword?: string;
  /** The keyword by which the call that made the reader was told what to put before each name. */
  readonly prefixKeyword?: string;
  /** Without a default it raises an error that names the variable. */
  readonly failsWithout?: true;
  /** The variable it reads if it is told none: `DATABASE_URL` of `env.db()`. */
  readonly implied?: string;
};

export type PatternVariables = {
  readonly names: readonly { readonly name: string; readonly span: Span; readonly fallback?: Node }[];
  /** `...rest`: all others too. */
  readonly rest: boolean;
};

/** A programming language: which nodes of its grammar are which facts, and its idioms. */
export type Language = {
  /** As in LSP: `typescriptreact`. */
  readonly id: string;
  readonly family: LanguageFamily;
  /** With the dot, lower case. */
  readonly extensions: readonly string[];
  /** Name of the file that holds the grammar. */
  readonly grammar: string;
  readonly shapes: Readonly<Record<string, Shape>>;
  /** Node types that hold names of their own. */
  readonly scopes: ReadonlySet<string>;
  /** The scopes that are functions. */
  readonly functions: ReadonlySet<string>;
  readonly statements: ReadonlySet<string>;
  /** Node types within which nothing runs: types, interfaces. */
  readonly inert: ReadonlySet<string>;
  readonly environment: EnvironmentAccess;
  /** Canonical names of calls that give back what they are given, in another type or form. */
  readonly conversions: ReadonlySet<string>;
  /** Canonical names of calls that join their arguments to a path. */
  readonly joins: ReadonlySet<string>;
  /** `||`, `??`, `or`. */
  readonly fallbackOperators: ReadonlySet<string>;
  /** `this`, `self`. */
  readonly receivers: ReadonlySet<string>;
  readonly decode: (source: string) => string;
  /** The content span of a string node. */
  readonly content: (node: Node) => Span;
  /** What an occurrence of a name defines, if it does. */
  readonly definition: (node: Node) => Definition | undefined;
  /** The nearest `name = value` around a node of which the node is the target or directly the value. */
  readonly assignment: (node: Node) => TargetAndValue | undefined;
  /** The variables that a destructuring of the environment reads; undefined for a plain name. */
  readonly patternVariables?: (target: Node) => PatternVariables | undefined;
  /** What is the value that `return`s of the function give; undefined if none or more than one. */
  readonly returned: (functionNode: Node) => Node | undefined;
  readonly functionName: (functionNode: Node) => string | undefined;
  readonly decorators: (functionNode: Node) => readonly Node[];
  /** The branches that a test decides; undefined where `node` is no test of anything. */
  readonly branches: (node: Node) => readonly Span[];
  /** The class around a node that `this` or `self` stands for. */
  readonly classes: ReadonlySet<string>;
  /** What a class extends, in order. */
  readonly bases: (classNode: Node) => readonly Node[];
  /** What a module gives for a name: an expression's node, to be read in the module. `[]` asks for the module as a whole. */
  readonly exported: (root: Node, name: string) => Node | undefined;
  /** Files that an import may mean, best first, relative to the workspace root; empty for a package. */
  readonly modulePaths: (specifier: string, importer: string) => readonly string[];
  /** Canonical module name of an import specifier. */
  readonly moduleName: (specifier: string) => string;
  /** The specifier of a module inside a package, where `from package import module` is a form of the language. */
  readonly submodule?: (specifier: string, name: string) => string;
  /** Names the module that a call imports: `require('x')`. */
  readonly importCall?: string;
  readonly isDocstring: (node: Node) => boolean;
  readonly isMainGuard: (test: string) => boolean;
  readonly idioms: Idioms;
};
