import type { Node } from 'web-tree-sitter';
import { type AssignmentForms, assignmentAround } from './assignments.ts';
import { isField } from './expressions.ts';
import type { Definition, TargetAndValue } from './language.ts';
import { parentOf } from './parents.ts';

export function definition(node: Node): Definition | undefined {
  const parent = parentOf(node);
  if (!parent) return undefined;
  switch (parent.type) {
    case 'assignment':
      if (!isField(parent, 'left', node)) return undefined;
      return { kind: 'value', value: parent.childForFieldName('right') ?? undefined, path: [] };
    case 'named_expression':
      if (!isField(parent, 'name', node)) return undefined;
      return { kind: 'value', value: parent.childForFieldName('value') ?? undefined, path: [] };
    case 'augmented_assignment':
      return isField(parent, 'left', node) ? { kind: 'opaque' } : undefined;
    case 'pattern_list':
    case 'tuple_pattern':
    case 'for_statement':
    case 'as_pattern_target':
    case 'global_statement':
      return parent.type === 'for_statement' && !isField(parent, 'left', node)
        ? undefined
        : { kind: 'opaque' };
    case 'function_definition':
      return isField(parent, 'name', node) ? { kind: 'function', node: parent } : undefined;
    case 'class_definition':
      return isField(parent, 'name', node) ? { kind: 'class', node: parent } : undefined;
    case 'parameters':
    case 'lambda_parameters':
      return { kind: 'parameter' };
    case 'default_parameter': {
      if (!isField(parent, 'name', node)) return undefined;
      const fallback = parent.childForFieldName('value');
      return { kind: 'parameter', ...(fallback ? { fallback } : {}) };
    }
    case 'typed_parameter':
    case 'typed_default_parameter': {
      const name = parent.childForFieldName('name') ?? parent.firstNamedChild;
      if (name?.id !== node.id) return undefined;
      const type = parent.childForFieldName('type')?.firstNamedChild;
      return { kind: 'parameter', ...(type ? { type } : {}) };
    }
    case 'aliased_import':
      return isField(parent, 'alias', node)
        ? imported(parent.childForFieldName('name'), parentOf(parent))
        : undefined;
    case 'dotted_name':
      return dottedImport(node, parent);
    default:
      return undefined;
  }
}

/** `import a.b` binds `a`; `from m import n` binds `n`. */
function dottedImport(node: Node, dotted: Node): Definition | undefined {
  const statement = parentOf(dotted);
  if (statement?.type === 'import_statement') {
    return dotted.firstNamedChild?.id === node.id
      ? { kind: 'import', module: node.text, path: [] }
      : undefined;
  }
  if (statement?.type !== 'import_from_statement' || isField(statement, 'module_name', dotted))
    return undefined;
  return imported(dotted, statement);
}

function imported(name: Node | null, statement: Node | null): Definition | undefined {
  if (!name || !statement) return undefined;
  if (statement.type === 'import_statement') return { kind: 'import', module: name.text, path: [] };
  const module = statement.childForFieldName('module_name');
  return module ? { kind: 'import', module: module.text, path: [name.text] } : undefined;
}

const ASSIGNMENTS: AssignmentForms = {
  assignment: { form: 'declaration', target: 'left', value: 'right' },
  named_expression: { form: 'declaration', target: 'name', value: 'value' },
  pair: { form: 'property', target: 'key', value: 'value' },
  keyword_argument: { form: 'argument', target: 'name', value: 'value' },
  default_parameter: { form: 'default', target: 'name', value: 'value' },
  typed_default_parameter: { form: 'default', target: 'name', value: 'value' },
};

export function assignment(node: Node): TargetAndValue | undefined {
  return assignmentAround(node, ASSIGNMENTS);
}
