import type { Node } from 'web-tree-sitter';
import type { Span } from '../model/span.ts';
import { type AssignmentForms, assignmentAround } from './assignments.ts';
import { isField, spanOf } from './expressions.ts';
import type { Definition, PatternVariables, TargetAndValue } from './language.ts';
import { ancestor, parentOf } from './parents.ts';

export function definition(node: Node): Definition | undefined {
  const parent = parentOf(node);
  if (!parent) return undefined;
  switch (parent.type) {
    case 'variable_declarator':
      if (!isField(parent, 'name', node)) return undefined;
      if (isLoopVariable(parent)) return { kind: 'opaque' };
      return { kind: 'value', value: parent.childForFieldName('value') ?? undefined, path: [] };
    case 'assignment_expression':
      if (!isField(parent, 'left', node) || node.type !== 'identifier') return undefined;
      return {
        kind: 'value',
        value: parent.childForFieldName('right') ?? undefined,
        path: [],
        reassigns: true,
      };
    case 'augmented_assignment_expression':
      return isField(parent, 'left', node) && node.type === 'identifier' ? { kind: 'opaque' } : undefined;
    case 'update_expression':
      return node.type === 'identifier' ? { kind: 'opaque' } : undefined;
    case 'function_declaration':
    case 'generator_function_declaration':
      return isField(parent, 'name', node) ? { kind: 'function', node: parent } : undefined;
    case 'class_declaration':
    case 'abstract_class_declaration':
      return isField(parent, 'name', node) ? { kind: 'class', node: parent } : undefined;
    case 'arrow_function':
      return isField(parent, 'parameter', node) ? { kind: 'parameter' } : undefined;
    case 'formal_parameters':
      return { kind: 'parameter' };
    case 'required_parameter':
    case 'optional_parameter': {
      if (!isField(parent, 'pattern', node)) return undefined;
      const type = parent.childForFieldName('type')?.firstNamedChild;
      return { kind: 'parameter', ...(type ? { type } : {}) };
    }
    case 'catch_clause':
      return isField(parent, 'parameter', node) ? { kind: 'opaque' } : undefined;
    case 'for_in_statement':
      return isField(parent, 'left', node) ? { kind: 'opaque' } : undefined;
    case 'import_specifier':
    case 'namespace_import':
    case 'import_clause':
      return importDefinition(node, parent);
    case 'import_require_clause': {
      const source = parent.childForFieldName('source');
      return source ? { kind: 'import', module: unquote(source.text), path: [] } : undefined;
    }
    default:
      return patternDefinition(node);
  }
}

function isLoopVariable(declarator: Node): boolean {
  const declaration = parentOf(declarator);
  return declaration !== null && parentOf(declaration)?.type === 'for_in_statement';
}

function importDefinition(node: Node, parent: Node): Definition | undefined {
  const statement = ancestor(parent, ({ type }) => type === 'import_statement');
  const source = statement?.childForFieldName('source');
  if (!source) return undefined;
  const module = unquote(source.text);
  if (parent.type === 'namespace_import') return { kind: 'import', module, path: [] };
  if (parent.type === 'import_clause') return { kind: 'import', module, path: ['default'] };
  const name = parent.childForFieldName('name');
  const alias = parent.childForFieldName('alias');
  if (!name || (alias && !alias.equals(node))) return undefined;
  return { kind: 'import', module, path: [name.text] };
}

/** A name inside `{ a, b: c, d = 1 } = value`. */
function patternDefinition(node: Node): Definition | undefined {
  const path: string[] = [];
  let fallback: Node | undefined;
  let current = node;
  if (node.type === 'shorthand_property_identifier_pattern') path.unshift(node.text);
  for (let parent = parentOf(current); parent; current = parent, parent = parentOf(parent)) {
    switch (parent.type) {
      case 'object_pattern':
        continue;
      case 'array_pattern':
        path.unshift(String(parent.namedChildren.findIndex((child) => child?.equals(current))));
        continue;
      case 'pair_pattern': {
        const key = parent.childForFieldName('key');
        if (!key || key.equals(current)) return undefined;
        path.unshift(unquote(key.text));
        continue;
      }
      case 'object_assignment_pattern':
      case 'assignment_pattern': {
        const right = parent.childForFieldName('right');
        if (right?.equals(current)) return undefined;
        if (right && !fallback) fallback = right;
        continue;
      }
      case 'rest_pattern':
        return { kind: 'opaque' };
      case 'variable_declarator': {
        if (!isField(parent, 'name', current) || isLoopVariable(parent)) return undefined;
        const value = parent.childForFieldName('value') ?? undefined;
        return { kind: 'value', value, path, ...(fallback ? { fallback } : {}) };
      }
      case 'formal_parameters':
        return { kind: 'parameter', ...(fallback ? { fallback } : {}) };
      case 'required_parameter':
      case 'optional_parameter':
        return { kind: 'parameter' };
      default:
        return undefined;
    }
  }
  return undefined;
}

const ASSIGNMENTS: AssignmentForms = {
  variable_declarator: { form: 'declaration', target: 'name', value: 'value' },
  assignment_expression: { form: 'assignment', target: 'left', value: 'right' },
  pair: { form: 'property', target: 'key', value: 'value' },
  public_field_definition: { form: 'declaration', target: 'name', value: 'value' },
  field_definition: { form: 'declaration', target: 'property', value: 'value' },
  required_parameter: { form: 'default', target: 'pattern', value: 'value' },
  assignment_pattern: { form: 'default', target: 'left', value: 'right' },
  object_assignment_pattern: { form: 'default', target: 'left', value: 'right' },
};

export function assignment(node: Node): TargetAndValue | undefined {
  return assignmentAround(node, ASSIGNMENTS);
}

/** `{ PORT, HOST: host, LEVEL = 'info', ...rest }` */
export function patternVariables(target: Node): PatternVariables | undefined {
  if (target.type !== 'object_pattern') return undefined;
  const names: { name: string; span: Span; fallback?: Node }[] = [];
  let rest = false;
  for (const child of target.namedChildren) {
    if (!child || child.isExtra) continue;
    const fallback =
      child.childForFieldName('right') ?? child.childForFieldName('value')?.childForFieldName('right');
    const key = child.childForFieldName('key') ?? child.childForFieldName('left') ?? child;
    if (child.type === 'rest_pattern') rest = true;
    else names.push({ name: unquote(key.text), span: spanOf(key), ...(fallback ? { fallback } : {}) });
  }
  return { names, rest };
}

/** The text between quotes; a bare name as it is. */
export function unquote(source: string): string {
  return source.replace(/^['"`]|['"`]$/g, '');
}
