import type { Expression } from '../model/expression.ts';
import type { Read } from './expressions.ts';
import type { Imports } from './imports.ts';
import { createMemory } from './memory.ts';
import type { Binding, Names } from './names.ts';
import type { ParsedText } from './syntax.ts';

/** Names are followed this many steps; more is a cycle or nothing a person could follow either. */
export const MAXIMUM_STEPS = 16;

/** What is assigned in more places than this has no value that a reader could tell. */
export const MAXIMUM_BINDINGS = 24;

/**
 * Gives expressions their canonical names (see `Call` in model/source-file.ts). `steps` counts the names that were
 * followed so far.
 */
export function createCanonicalNames(
  { language }: ParsedText,
  names: Names,
  read: Read,
  { openImport, importedByCall, importedName, importOf, returnedBy }: Imports,
): (expression: Expression, steps: number) => string {
  const canonicalNames = createMemory<string>();

  function canonical(expression: Expression, steps: number): string {
    if (steps > MAXIMUM_STEPS) return '?';
    return canonicalNames.recall(
      expression,
      () => nameCanonically(expression, steps),
      () => '?',
    );
  }

  function nameCanonically(expression: Expression, steps: number): string {
    switch (expression.kind) {
      case 'name':
        return canonicalName(expression.name, expression.span.start, steps);
      case 'member':
        return canonicalMember(expression.object, expression.property, steps);
      case 'index': {
        const key = expression.index.kind === 'string' ? expression.index.value : '?';
        return canonicalMember(expression.object, key, steps);
      }
      case 'call': {
        const imported = importedByCall(expression);
        if (imported !== undefined) return canonicalImport(imported, []);
        const returned = returnedBy(expression.callee);
        const name = returned ? canonical(returned, steps + 1) : importedResult(expression.callee);
        if (name && !name.startsWith('?')) return name;
        return `${canonical(expression.callee, steps + 1)}()`;
      }
      default:
        return '?';
    }
  }

  /** What a function of another module of the project returns: `create_app()`. */
  function importedResult(callee: Expression): string | undefined {
    const object = callee.kind === 'member' ? callee.object : callee;
    if (object.kind !== 'name') return undefined;
    const [binding, ...others] = names.bindings(object.name, object.span.start);
    if (!binding || others.length > 0) return undefined;
    const imported = importOf(binding);
    if (!imported) return undefined;
    const path = callee.kind === 'member' ? [...imported.path, callee.property] : imported.path;
    const opened = openImport(imported.module, path);
    if (!opened || opened.path.length > 1) return undefined;
    return opened.module.exportedName(`${opened.path[0] ?? ''}()`);
  }

  function canonicalMember(object: Expression, key: string, steps: number): string {
    if (object.kind === 'name' && language.receivers.has(object.name)) {
      const [field, ...others] = names.fields(key, object.span.start);
      if (field && others.length === 0) return canonicalBinding(field, key, steps + 1);
      return `?${key}`;
    }
    if (object.kind === 'name') {
      const [binding, ...others] = names.bindings(object.name, object.span.start);
      if (binding?.definition.kind === 'import' && others.length === 0) {
        return canonicalImport(binding.definition.module, [...binding.definition.path, key]);
      }
    }
    return `${canonical(object, steps + 1)}.${key}`;
  }

  function canonicalName(name: string, offset: number, steps: number): string {
    const bindings = names.bindings(name, offset);
    if (bindings.length === 0) return name;
    if (bindings.length > MAXIMUM_BINDINGS) return `?${name}`;
    const imported = bindings.find(({ definition }) => definition.kind === 'import');
    if (imported) return canonicalBinding(imported, name, steps);
    const candidates = new Set(bindings.map((binding) => canonicalBinding(binding, name, steps)));
    const [only = `?${name}`] = candidates;
    return candidates.size === 1 ? only : `?${name}`;
  }

  function canonicalBinding({ definition }: Binding, name: string, steps: number): string {
    switch (definition.kind) {
      case 'import':
        return canonicalImport(definition.module, definition.path);
      case 'value': {
        if (!definition.value) return `?${name}`;
        const expression = read(definition.value);
        if (expression.kind === 'function') return name;
        const imported = expression.kind === 'call' ? importedByCall(expression) : undefined;
        if (imported !== undefined) {
          const whole = canonicalImport(imported, definition.path);
          return whole.startsWith('?') ? `?${name}` : whole;
        }
        if (!['name', 'member', 'index', 'call'].includes(expression.kind)) return `?${name}`;
        const start = canonical(expression, steps + 1);
        return start.startsWith('?') ? `?${name}` : [start, ...definition.path].join('.');
      }
      case 'parameter': {
        const type = definition.type && canonical(read(definition.type), steps + 1);
        return type?.includes('.') ? `${type}()` : `?${name}`;
      }
      case 'function':
      case 'class':
        return name;
      case 'opaque':
        return `?${name}`;
    }
  }

  function canonicalImport(specifier: string, path: readonly string[]): string {
    const opened = openImport(specifier, path);
    if (!opened) return importedName(specifier, path);
    const [name = '', ...rest] = opened.path;
    return [opened.module.exportedName(name), ...rest].join('.');
  }

  return canonical;
}
