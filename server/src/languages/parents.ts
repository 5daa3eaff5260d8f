import type { Node, Tree } from 'web-tree-sitter';
import type { Span } from '../model/span.ts';
import { perTree } from './tree-memory.ts';

/** A node with its end, which the library would ask the tree for each time. */
type Held = { readonly node: Node; readonly start: number; readonly end: number };

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
  return { node, start: node.startIndex, end: node.endIndex };
}

/** The smallest node of the tree that holds the units from `start` up to and with `end`; null outside the text. */
export function nodeAt(tree: Tree, start: number, end = start): Node | null {
  const { root, path } = known(tree);
  const around = path.findLast((held) => held.start < start && end < held.end);
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
  const parent = parents.get(node.id);
  return parent === undefined ? descendTo(node, parents, path) : parent;
}

function descendTo(node: Node, parents: Known['parents'], path: Held[]): Node | null {
  const { startIndex: start, endIndex: end } = node;
  // Of nodes without extent, and of those with the same, their place does not tell which holds which.
  if (start === end) return remember(node, node.parent, parents);
  while (path.length > 1 && !isAround(path.at(-1), start, end)) path.pop();
  for (let outer = path.at(-1)?.node; outer; ) {
    const inner: Node | null = outer.childWithDescendant(node);
    if (!inner) break;
    if (inner.id === node.id) return remember(node, outer, parents);
    remember(inner, outer, parents);
    path.push(hold(inner));
    outer = inner;
  }
  return remember(node, node.parent, parents);
}

function isAround(held: Held | undefined, start: number, end: number): boolean {
  if (!held || held.start > start || end > held.end) return false;
  return held.start < start || end < held.end;
}

function remember(node: Node, parent: Node | null, parents: Known['parents']): Node | null {
  parents.set(node.id, parent);
  return parent;
}

/** The nearest node at or above `node` that passes. */
export function ancestor(node: Node | null | undefined, passes: (node: Node) => boolean): Node | undefined {
  for (let current = node ?? null; current; current = parentOf(current)) {
    if (passes(current)) return current;
  }
  return undefined;
}
