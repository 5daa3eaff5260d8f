import type { Node } from 'web-tree-sitter';
import { isPresent, spanOf } from './expressions.ts';
import type { Definition, Language } from './language.ts';
import type { ParsedText } from './syntax.ts';

/** One place that gives a name its value, and the scope the name belongs to. */
export type Binding = { readonly node: Node; readonly scope: Node; readonly definition: Definition };

/** Resolves names of one text. Found by searching the text for the name, so only names that are asked for cost. */
export type Names = {
  /** All that define the name as it is seen at the offset: usually one; none for a global. */
  bindings(name: string, offset: number): readonly Binding[];
  /** What is assigned to `this.name` or declared as a field in the class around the offset. */
  fields(name: string, offset: number): readonly Binding[];
  /** Where the name occurs as an identifier of its own. */
  occurrences(name: string): readonly Node[];
};

export function createNames(parsed: ParsedText): Names {
  const { text, tree, language } = parsed;
  const root = tree.rootNode;
  const bindingsOf = new Map<string, readonly Binding[]>();
  const occurrencesOf = new Map<string, readonly Node[]>();

  function occurrences(name: string): readonly Node[] {
    const known = occurrencesOf.get(name);
    if (known) return known;
    const found: Node[] = [];
    for (const start of wordOffsets(text, name)) {
      const node = root.descendantForIndex(start, start + name.length);
      if (node && node.startIndex === start && node.endIndex === start + name.length && node.isNamed)
        found.push(node);
    }
    occurrencesOf.set(name, found);
    return found;
  }

  function allBindings(name: string): readonly Binding[] {
    const known = bindingsOf.get(name);
    if (known) return known;
    const found: Binding[] = [];
    for (const node of occurrences(name)) {
      const definition = language.definition(node);
      if (definition) found.push({ node, scope: scopeOf(node, definition, language), definition });
    }
    bindingsOf.set(name, found);
    return found;
  }

  return {
    occurrences,
    bindings(name, offset) {
      const all = allBindings(name);
      const declared = innermost(
        all.filter(({ definition }) => !reassigns(definition)),
        offset,
      );
      const scope = declared[0]?.scope;
      if (!scope) return innermost(all, offset);
      const assigned = all.filter(
        (binding) =>
          reassigns(binding.definition) &&
          innermost(
            all.filter(({ definition }) => !reassigns(definition)),
            binding.node.startIndex,
          )[0]?.scope.id === scope.id,
      );
      // `let x; x = 1`: the declaration says nothing, the assignment does.
      const telling = declared.filter(
        ({ definition }) => !(definition.kind === 'value' && !definition.value && assigned.length > 0),
      );
      return [...telling, ...assigned];
    },
    fields(name, offset) {
      const owner = ancestor(root.descendantForIndex(offset), (node) => language.classes.has(node.type));
      if (!owner) return [];
      return occurrences(name)
        .filter((node) => owner.startIndex <= node.startIndex && node.endIndex <= owner.endIndex)
        .map((node) => fieldBinding(node, owner, language))
        .filter(isPresent);
    },
  };
}

/** The nearest node at or above `node` that passes. */
export function ancestor(node: Node | null | undefined, passes: (node: Node) => boolean): Node | undefined {
  for (let current = node ?? null; current; current = current.parent) {
    if (passes(current)) return current;
  }
  return undefined;
}

function reassigns(definition: Definition): boolean {
  return (definition.kind === 'value' && definition.reassigns === true) || definition.kind === 'opaque';
}

function scopeOf(node: Node, definition: Definition, language: Language): Node {
  const start =
    definition.kind === 'function' || definition.kind === 'class' ? definition.node.parent : node.parent;
  return ancestor(start, ({ type, parent }) => language.scopes.has(type) || !parent) ?? node;
}

/** The bindings of the innermost scope that holds the offset. */
function innermost(bindings: readonly Binding[], offset: number): readonly Binding[] {
  let best: Binding[] = [];
  for (const binding of bindings) {
    const { start, end } = spanOf(binding.scope);
    if (offset < start || offset > end) continue;
    const current = best[0]?.scope;
    if (current && current.id === binding.scope.id) best.push(binding);
    else if (!current || start >= current.startIndex) best = [binding];
  }
  return best;
}

function fieldBinding(node: Node, owner: Node, language: Language): Binding | undefined {
  const assignment = language.assignment(node);
  if (!assignment || !assignment.target.equals(fieldTarget(node, language) ?? node)) return undefined;
  if (assignment.form !== 'assignment' && assignment.form !== 'declaration') return undefined;
  return { node, scope: owner, definition: { kind: 'value', value: assignment.value, path: [] } };
}

/** The whole `this.name` of which `node` is the name; undefined where the object is another. */
function fieldTarget(node: Node, language: Language): Node | undefined {
  const parent = node.parent;
  const shape = parent ? language.shapes[parent.type] : undefined;
  if (!parent || shape?.kind !== 'member') return undefined;
  const object = parent.childForFieldName(shape.object);
  return object && language.receivers.has(object.text) ? parent : undefined;
}

function* wordOffsets(text: string, word: string): Iterable<number> {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
    if (!isWord(text.charCodeAt(at - 1)) && !isWord(text.charCodeAt(at + word.length))) yield at;
  }
}

/** Letters, digits, `_`, `$` and everything beyond ASCII. */
function isWord(unit: number): boolean {
  return (
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    (unit >= 48 && unit <= 57) ||
    unit === 95 ||
    unit === 36 ||
    unit > 127
  );
}
