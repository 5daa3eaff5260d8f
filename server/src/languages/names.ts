import type { Node, Tree } from 'web-tree-sitter';
import { firstFrom } from '../model/rising-numbers.ts';
import { mayDefine } from './definition-places.ts';
import { isPresent, spanOf } from './expressions.ts';
import type { Definition, Language } from './language.ts';
import { ancestor, nodeAt, parentOf } from './parents.ts';
import { readSpan, readsOf, unrecorded } from './reads.ts';
import type { ParsedText } from './syntax.ts';
import { createWords, isWord } from './words.ts';

/** One place that gives a name its value, and the scope the name belongs to. */
export type Binding = { readonly node: Node; readonly scope: Node; readonly definition: Definition };

/** Resolves names of one text. Found by searching the text for the name, so only names that are asked for cost. */
export type Names = {
  /** All that define the name as it is seen at the offset: usually one; none for a global. */
  bindings(name: string, offset: number): readonly Binding[];
  /** What is assigned to `this.name` or declared as a field in the class around the offset. */
  fields(name: string, offset: number): readonly Binding[];
  /** The offsets of a word, whatever it is there. */
  offsetsOf(word: string): readonly number[];
  /** Where the name occurs as an identifier of its own, in the whole text or inside a node. */
  occurrences(name: string, within?: Node): readonly Node[];
};

/** In UTF-16 units, as far as `mayDefine` looks. */
const AROUND_NAMES = 500;

export function createNames(parsed: ParsedText): Names {
  const { text, tree, language, words = createWords() } = parsed;
  const wordsOf = new Map<string, Word>();
  const groupsOf = new Map<string, Groups>();
  const fieldsOf = new Map<string, readonly Binding[]>();
  const scopeAt = createScopes(tree, language);
  let hasError: boolean | undefined;

  /** The signs around a name mislead only in half-typed code. */
  function isBroken(): boolean {
    hasError ??= unrecorded(() => tree.rootNode.hasError);
    return hasError;
  }

  function wordOf(name: string): Word {
    const known = wordsOf.get(name);
    if (known) return known;
    readsOf(tree)?.words.add(name);
    const made: Word = { name, offsets: words.offsets(text, name), nodes: new Map(), bindings: new Map() };
    wordsOf.set(name, made);
    return made;
  }

  function occurrences(name: string, within = tree.rootNode): readonly Node[] {
    const word = wordOf(name);
    return offsetsIn(word, within)
      .map((start) => nameAt(word, start))
      .filter(isPresent);
  }

  function nameAt({ name, nodes }: Word, start: number): Node | undefined {
    const known = nodes.get(start);
    if (known !== undefined) return known ?? undefined;
    const node = nodeAt(tree, start, start + name.length);
    const isWhole = node?.startIndex === start && node.endIndex === start + name.length;
    const found = node && isWhole && isName(node) ? node : undefined;
    nodes.set(start, found ?? null);
    return found;
  }

  /** Not the text of a string that happens to be the word. */
  function isName({ type }: Node): boolean {
    return language.shapes[type]?.kind === 'name' || type.includes('identifier');
  }

  /** Behind a name is still where the name is; behind the text is the module. */
  function placeOf(offset: number): Node | null {
    if (offset >= text.length) return null;
    return nodeAt(tree, isWord(text.charCodeAt(offset)) ? offset : Math.max(0, offset - 1));
  }

  function bindingAt(word: Word, start: number): Binding | undefined {
    const known = word.bindings.get(start);
    if (known !== undefined) return known ?? undefined;
    // What makes it a definition, or none, stands around it.
    readsOf(tree)?.places.add(start);
    const isCandidate = mayDefine(text, start, start + word.name.length);
    if (!isCandidate && isBroken()) readSpan(tree, start - AROUND_NAMES, start + AROUND_NAMES);
    const node = isCandidate ? nameAt(word, start) : undefined;
    const definition = node && language.definition(node);
    const found =
      node && definition ? { node, scope: scopeAt(startOfScope(node, definition)), definition } : undefined;
    word.bindings.set(start, found ?? null);
    return found;
  }

  /** What defines the name inside a node. */
  function groupsIn(name: string, scope: Node): Groups {
    const key = `${name} ${scope.id}`;
    const known = groupsOf.get(key);
    if (known) return known;
    const word = wordOf(name);
    const bindings = offsetsIn(word, scope).map((start) => bindingAt(word, start));
    const made = group(bindings.filter(isPresent));
    groupsOf.set(key, made);
    return made;
  }

  return {
    offsetsOf: (word) => wordOf(word).offsets,
    occurrences,
    bindings(name, offset) {
      // From the inside out: of `callback`, a parameter of every other function, only the nearest few are looked at.
      for (let scope = scopeAt(placeOf(offset)); ; scope = scopeAt(parentOf(scope))) {
        const { declared, undeclared } = groupsIn(name, scope);
        const own = declared.find((candidate) => candidate.scope.id === scope.id);
        if (own) return own.bindings;
        if (!parentOf(scope)) return innermost(undeclared, offset)?.bindings ?? [];
      }
    },
    fields(name, offset) {
      const owner = ancestor(nodeAt(tree, offset), (node) => language.classes.has(node.type));
      if (!owner) return [];
      const key = `${name} ${owner.id}`;
      const known = fieldsOf.get(key);
      if (known) return known;
      const found = occurrences(name, owner)
        .map((node) => fieldBinding(node, owner, language))
        .filter(isPresent);
      fieldsOf.set(key, found);
      return found;
    },
  };
}

function offsetsIn({ offsets }: Word, { startIndex, endIndex }: Node): readonly number[] {
  return offsets.slice(firstFrom(offsets, startIndex), firstFrom(offsets, endIndex));
}

/** What is known of a name: where the text has the word; by these offsets, nodes and bindings, null where none is. */
type Word = {
  readonly name: string;
  readonly offsets: readonly number[];
  readonly nodes: Map<number, Node | null>;
  readonly bindings: Map<number, Binding | null>;
};

/** Gives the innermost scope at or above a node; without a node the outermost one. */
function createScopes(tree: Tree, { scopes }: Language): (node: Node | null) => Node {
  const known = new Map<number, Node>();
  const root = tree.rootNode;
  return function scopeAt(node: Node | null): Node {
    const found = node ? known.get(node.id) : root;
    if (found) return found;
    const outer = node && parentOf(node);
    const scope = node && (!outer || scopes.has(node.type)) ? node : scopeAt(outer);
    if (node) known.set(node.id, scope);
    return scope;
  };
}

function reassigns(definition: Definition): boolean {
  return (definition.kind === 'value' && definition.reassigns === true) || definition.kind === 'opaque';
}

/** Where the scope of what is defined is looked for: around it, not in it. */
function startOfScope(node: Node, definition: Definition): Node | null {
  return parentOf(definition.kind === 'function' || definition.kind === 'class' ? definition.node : node);
}

/** The bindings of one name that belong to one scope. */
type Group = { readonly scope: Node; readonly bindings: readonly Binding[] };

type Groups = {
  /** Of scopes that declare the name: with what assigns to it from scopes within. */
  readonly declared: readonly Group[];
  /** Of scopes that only assign to a name that nothing declares. */
  readonly undeclared: readonly Group[];
};

function group(bindings: readonly Binding[]): Groups {
  const declared = byScope(bindings.filter(({ definition }) => !reassigns(definition)));
  const assigning = bindings.filter(({ definition }) => reassigns(definition));
  const assignedIn = new Map<Group, Binding[]>(declared.map((one) => [one, []]));
  for (const binding of assigning) {
    const owner = innermost(declared, binding.node.startIndex);
    if (owner) assignedIn.get(owner)?.push(binding);
  }
  return {
    declared: [...assignedIn].map(([{ scope, bindings: own }, assigned]) => {
      // `let x; x = 1`: the declaration says nothing, the assignment does.
      const telling = own.filter(
        ({ definition }) => !(definition.kind === 'value' && !definition.value && assigned.length > 0),
      );
      return { scope, bindings: [...telling, ...assigned] };
    }),
    undeclared: byScope(assigning),
  };
}

function byScope(bindings: readonly Binding[]): Group[] {
  const found = new Map<number, { scope: Node; bindings: Binding[] }>();
  for (const binding of bindings) {
    const known = found.get(binding.scope.id);
    if (known) known.bindings.push(binding);
    else found.set(binding.scope.id, { scope: binding.scope, bindings: [binding] });
  }
  return [...found.values()];
}

/** The group of the innermost scope that holds the offset. */
function innermost(groups: readonly Group[], offset: number): Group | undefined {
  let best: Group | undefined;
  for (const candidate of groups) {
    const { start, end } = spanOf(candidate.scope);
    if (offset < start || offset > end) continue;
    if (!best || start >= best.scope.startIndex) best = candidate;
  }
  return best;
}

function fieldBinding(node: Node, owner: Node, language: Language): Binding | undefined {
  const definition = parameterProperty(node, language);
  if (definition) return { node, scope: owner, definition };
  const member = fieldTarget(node, language);
  // Without `this` only what stands in the class itself is a field; a method's variables are not.
  if (!member && !isInClassBody(node, owner, language)) return undefined;
  const target = member ?? node;
  const assignment = language.assignment(target);
  if (!assignment?.target.equals(target)) return undefined;
  if (assignment.form !== 'assignment' && assignment.form !== 'declaration') return undefined;
  return { node, scope: owner, definition: { kind: 'value', value: assignment.value, path: [] } };
}

/** `constructor(private readonly config: ConfigService)` gives the class a field. */
function parameterProperty(node: Node, language: Language): Definition | undefined {
  const parent = parentOf(node);
  if (parent?.type !== 'required_parameter') return undefined;
  const makesField = parent.children.some(
    (child) => child?.type === 'accessibility_modifier' || child?.type === 'readonly',
  );
  return makesField ? language.definition(node) : undefined;
}

function isInClassBody(node: Node, owner: Node, language: Language): boolean {
  const scope = ancestor(parentOf(node), ({ type }) => language.scopes.has(type));
  return scope !== undefined && (scope.id === owner.id || parentOf(scope)?.id === owner.id);
}

/** The whole `this.name` of which `node` is the name; undefined where the object is another. */
function fieldTarget(node: Node, language: Language): Node | undefined {
  const parent = parentOf(node);
  const shape = parent ? language.shapes[parent.type] : undefined;
  if (!parent || shape?.kind !== 'member') return undefined;
  const object = parent.childForFieldName(shape.object);
  return object && language.receivers.has(object.text) ? parent : undefined;
}
