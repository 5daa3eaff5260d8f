import type { Node, Tree } from 'web-tree-sitter';

/** By tree, as ids of nodes are unique in a tree only. Goes with the tree. */
const parentsOf = new WeakMap<Tree, Map<number, Node | null>>();

/** The parent of a node. The library looks for it from the root each time; here it is looked for once. */
export function parentOf(node: Node): Node | null {
  let parents = parentsOf.get(node.tree);
  if (!parents) {
    parents = new Map();
    parentsOf.set(node.tree, parents);
  }
  const known = parents.get(node.id);
  if (known !== undefined) return known;
  const { parent } = node;
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
