import type { Node, Tree } from 'web-tree-sitter';
import type { Span } from '../model/span.ts';
import { readsOf, unrecorded } from './reads.ts';
import { perTree } from './tree-memory.ts';

/** A node with its end, which the library would ask the tree for each time; -1 until somebody asks. */
type Held = { readonly node: Node; readonly start: number; end: number; visits: number };

/** What was learnt of one tree. Ids of nodes are unique in a tree only. */
type Known = {
  readonly root: Node;
  readonly parents: Map<number, Node | null>;
  /** From the root to where was looked last: the next question is mostly about the same place. */
  readonly path: Held[];
};

const known = perTree('places', (tree): Known => {
  const root = tree.rootNode;
  return { root, parents: new Map([[root.id, null]]), path: [hold(root)] };
});

function hold(node: Node): Held {
  return { node, start: node.startIndex, end: -1, visits: 0 };
}

function endOf(held: Held): number {
  if (held.end < 0) held.end = held.node.endIndex;
  return held.end;
}

/** The smallest node of the tree that holds the units from `start` up to and with `end`; null outside the text. */
export function nodeAt(tree: Tree, start: number, end = start): Node | null {
  const reads = readsOf(tree);
  if (!reads) return findNode(tree, start, end);
  const node = unrecorded(() => findNode(tree, start, end));
  reads.places.add(start).add(end);
  if (node) reads.places.add(node.startIndex);
  return node;
}

function findNode(tree: Tree, start: number, end: number): Node | null {
  const { root, path } = known(tree);
  const around = path.findLast((held) => held.start < start && end < endOf(held));
  return (around?.node ?? root).descendantForIndex(start, end);
}

/** The smallest node of the tree that holds the span. */
export function nodeHolding(tree: Tree, { start, end }: Span): Node | null {
  return nodeAt(tree, start, Math.max(start, end - 1));
}

/**
 * The parent of a node. The library looks for it from the root each time, through all siblings on the way; here one
 * such descent tells the parents of all nodes that it passes, and begins where the last one ended.
 */
export function parentOf(node: Node): Node | null {
  const { parents, path } = known(node.tree);
  const remembered = parents.get(node.id);
  const parent = remembered === undefined ? unrecorded(() => descendTo(node, parents, path)) : remembered;
  if (parent) readsOf(node.tree)?.places.add(parent.startIndex);
  return parent;
}

function descendTo(node: Node, parents: Known['parents'], path: Held[]): Node | null {
  const { startIndex: start, endIndex: end } = node;
  // Of nodes without extent, and of those with the same, their place does not tell which holds which.
  if (start === end) return remember(node, node.parent, parents);
  while (path.length > 1 && !isAround(path.at(-1), start, end)) path.pop();
  for (let held = path.at(-1); held; ) {
    const inner = childAround(held, node);
    if (!inner) break;
    remember(inner, held.node, parents);
    if (inner.id === node.id) return held.node;
    held = hold(inner);
    path.push(held);
  }
  return remember(node, node.parent, parents);
}

/** A node that is passed more often than this has its children listed: the library goes through them each time. */
const SELDOM = 3;

/** The child that is the node or holds it. */
function childAround(held: Held, node: Node): Node | null {
  if (held.visits++ < SELDOM) return held.node.childWithDescendant(node);
  const children = held.node.children;
  let low = 0;
  let high = children.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((children[middle]?.startIndex ?? 0) <= node.startIndex) low = middle;
    else high = middle - 1;
  }
  // Where a child without extent stands before another, only the library knows.
  const isAlone = children[low - 1]?.startIndex !== children[low]?.startIndex;
  return (isAlone ? children[low] : held.node.childWithDescendant(node)) ?? null;
}

function isAround(held: Held | undefined, start: number, end: number): boolean {
  if (!held || held.start > start || end > endOf(held)) return false;
  return held.start < start || end < endOf(held);
}

function remember(node: Node, parent: Node | null, parents: Known['parents']): Node | null {
  parents.set(node.id, parent);
  return parent;
}

/** As `ancestor`, but no further than to a node of the given types, as the functions around an expression are. */
export function ancestorWithin(
  node: Node | null | undefined,
  types: ReadonlySet<string>,
  passes: (node: Node) => boolean,
): Node | undefined {
  for (let current = node ?? null; current; current = parentOf(current)) {
    if (passes(current)) return current;
    if (types.has(current.type)) return undefined;
  }
  return undefined;
}

/** The nearest node at or above `node` that passes. */
export function ancestor(node: Node | null | undefined, passes: (node: Node) => boolean): Node | undefined {
  for (let current = node ?? null; current; current = parentOf(current)) {
    if (passes(current)) return current;
  }
  return undefined;
}
