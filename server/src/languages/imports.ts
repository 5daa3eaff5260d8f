import type { CallExpression, Expression } from '../model/expression.ts';
import type { Value } from '../model/source-file.ts';
import type { Read } from './expressions.ts';
import type { EnvironmentGetter } from './language.ts';
import type { Binding, Names } from './names.ts';
import type { ParsedText } from './syntax.ts';

/** A module of the project, opened because a file imports it. */
export type OpenModule = {
  /** The value of an exported name; the whole module for the empty name. */
  exported(name: string): Value;
  /** The canonical name of what an exported name holds; with `()` after the name, of what calling it gives. */
  exportedName(name: string): string;
  /** How an exported function reads the variable whose name it is given; undefined if it reads none. */
  getter(name: string): EnvironmentGetter | undefined;
};

/** Opens the first of the paths that is a file of code of the project; undefined where none is. */
export type OpenModules = (paths: readonly string[]) => OpenModule | undefined;

/** A name inside a module, as the importing file writes it. */
export type Imported = { readonly module: string; readonly path: readonly string[] };

/** What the imports and functions of one text lead to. */
export type Imports = {
  /** The module of the project that an import means, and what is left of the path inside it. */
  openImport(
    specifier: string,
    path: readonly string[],
  ): { readonly module: OpenModule; readonly path: readonly string[] } | undefined;
  /** The specifier of a call that imports: `require('x')`. */
  importedByCall(expression: CallExpression): string | undefined;
  /** The canonical name of what a package gives for a path. */
  importedName(specifier: string, path: readonly string[]): string;
  /** The import behind a name: a declaration, or `const { a } = require('b')`. */
  importOf(binding: Binding): Imported | undefined;
  /** What a function of this file returns, where it can only be one thing. */
  returnedBy(callee: Expression): Expression | undefined;
};

/** `path` gives the path of the file, relative to the workspace root. */
export function createImports(
  { language }: ParsedText,
  names: Names,
  read: Read,
  path: () => string,
  openModules: OpenModules,
): Imports {
  const pathsOf = new Map<string, readonly string[]>();

  /** Asked each time, as who analyses keeps account of what was opened. */
  function openModule(specifier: string): OpenModule | undefined {
    const paths = pathsOf.get(specifier) ?? language.modulePaths(specifier, path());
    pathsOf.set(specifier, paths);
    return openModules(paths);
  }

  function openImport(
    specifier: string,
    inside: readonly string[],
  ): { readonly module: OpenModule; readonly path: readonly string[] } | undefined {
    const [name, ...rest] = inside;
    if (name !== undefined && language.submodule) {
      const inner = openModule(language.submodule(specifier, name));
      if (inner) return { module: inner, path: rest };
    }
    const module = openModule(specifier);
    return module && { module, path: inside };
  }

  function importedByCall(expression: CallExpression): string | undefined {
    if (expression.callee.kind !== 'name' || expression.callee.name !== language.importCall) return undefined;
    const specifier = expression.arguments[0]?.value;
    return specifier?.kind === 'string' ? specifier.value : undefined;
  }

  function importedName(specifier: string, path: readonly string[]): string {
    const [first, ...rest] = path.filter((name) => name !== 'default');
    if (first === undefined) return language.moduleName(specifier);
    const inner = language.submodule?.(specifier, first) ?? `${language.moduleName(specifier)}.${first}`;
    return [inner, ...rest].join('.');
  }

  function importOf({ definition }: Binding): Imported | undefined {
    if (definition.kind === 'import') return definition;
    if (definition.kind !== 'value' || !definition.value) return undefined;
    const value = read(definition.value);
    const module = value.kind === 'call' ? importedByCall(value) : undefined;
    return module === undefined ? undefined : { module, path: definition.path };
  }

  function returnedBy(callee: Expression): Expression | undefined {
    if (callee.kind !== 'name') return undefined;
    const [binding, ...others] = names.bindings(callee.name, callee.span.start);
    if (!binding || others.length > 0) return undefined;
    const { definition } = binding;
    const node =
      definition.kind === 'function'
        ? definition.node
        : definition.kind === 'value'
          ? definition.value
          : undefined;
    if (!node || !language.functions.has(node.type)) return undefined;
    const returned = language.returned(node);
    return returned && read(returned);
  }

  return { openImport, importedByCall, importedName, importOf, returnedBy };
}
