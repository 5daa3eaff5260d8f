import type { Tree } from 'web-tree-sitter';

/** What was learnt of a tree, by who learnt it. */
type Remembering = Tree & { [learnt: symbol]: unknown };

/**
 * A memory of one thing per tree, made when first asked for. It is kept on the tree itself and so goes with it; what a
 * WeakMap holds lives on until a full collection, and copying it from one small collection to the next took longer
 * than analysing an edit.
 */
export function perTree<T>(name: string, make: (tree: Tree) => T): (tree: Tree) => T {
  const key = Symbol(name);
  return (tree) => {
    const holder = tree as Remembering;
    // Under the symbol nothing else is ever kept.
    const known = holder[key] as T | undefined;
    if (known !== undefined) return known;
    const made = make(tree);
    holder[key] = made;
    return made;
  };
}
