import type { Node } from 'web-tree-sitter';
import { parentOf } from './parents.ts';

/** `process.env.X ||= 'd'` sets what is not set: the value that it is set to. */
export function keptValue(node: Node): Node | undefined {
  const parent = parentOf(node);
  if (parent?.type !== 'augmented_assignment_expression') return undefined;
  if (parent.childForFieldName('left')?.id !== node.id) return undefined;
  return parent.childForFieldName('right') ?? undefined;
}

/** `delete process.env.X`, `del os.environ["X"]` */
export function isDeleted(node: Node): boolean {
  const parent = parentOf(node);
  return (
    parent?.type === 'delete_statement' ||
    (parent?.type === 'unary_expression' && parent.firstChild?.type === 'delete')
  );
}
