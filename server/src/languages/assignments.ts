import type { Node } from 'web-tree-sitter';
import type { TargetAndValue } from './language.ts';
import { parentOf } from './parents.ts';

/** Node types of a grammar that give a name a value: in which form, and the fields of both. */
export type AssignmentForms = Readonly<
  Record<string, { readonly form: TargetAndValue['form']; readonly target: string; readonly value: string }>
>;

/** The `name = value` of which a node is a direct part; undefined where its parent is none or half of it is missing. */
export function assignmentAround(node: Node, forms: AssignmentForms): TargetAndValue | undefined {
  const parent = parentOf(node);
  if (!parent || !Object.hasOwn(forms, parent.type)) return undefined;
  const shape = forms[parent.type];
  const target = shape && parent.childForFieldName(shape.target);
  const value = shape && parent.childForFieldName(shape.value);
  return target && value ? { form: shape.form, target, value } : undefined;
}
