import type { Node } from 'web-tree-sitter';
import type { Argument, Entry, Expression } from '../model/expression.ts';
import type { Span } from '../model/span.ts';
import type { Language, Shape } from './language.ts';
import { readContent } from './reads.ts';
import type { ParsedText } from './syntax.ts';

/** Deeper nesting than this is read as `other`: nobody configures an application 40 levels deep. */
const MAXIMUM_DEPTH = 40;

export function spanOf(node: Node): Span {
  return { start: node.startIndex, end: node.endIndex };
}

/** Steps over nodes that add nothing to a value: parentheses, `await`, casts. */
export function unwrap(node: Node, language: Language): Node {
  let inner = node;
  for (;;) {
    const shape = language.shapes[inner.type];
    if (shape?.kind !== 'transparent') return inner;
    const next = (shape.field ? inner.childForFieldName(shape.field) : null) ?? inner.firstNamedChild;
    if (!next) return inner;
    inner = next;
  }
}

/** Reads a syntax node as an expression, functions' bodies left out. Half-typed code gives `other`. */
export function toExpression(node: Node, language: Language, text: string, depth = 0): Expression {
  const inner = unwrap(node, language);
  const span = spanOf(inner);
  const shape = language.shapes[inner.type];
  const other: Expression = { kind: 'other', span };
  if (!shape || depth > MAXIMUM_DEPTH) return other;
  const read = (child: Node | null | undefined): Expression =>
    child ? toExpression(child, language, text, depth + 1) : other;
  const source = () => text.slice(span.start, span.end);

  switch (shape.kind) {
    case 'transparent':
      return other;
    case 'name':
      return { kind: 'name', span, name: source() };
    case 'constant':
      return { kind: 'constant', span, value: shape.value };
    case 'number': {
      const value = Number(source().replaceAll('_', ''));
      return Number.isNaN(value) ? other : { kind: 'number', span, value };
    }
    case 'string':
      return toText(inner, language, text, read);
    case 'member': {
      const object = inner.childForFieldName(shape.object);
      const property = inner.childForFieldName(shape.property);
      if (!object || !property) return other;
      return {
        kind: 'member',
        span,
        object: read(object),
        property: text.slice(property.startIndex, property.endIndex),
      };
    }
    case 'index':
      return {
        kind: 'index',
        span,
        object: read(inner.childForFieldName(shape.object)),
        index: read(inner.childForFieldName(shape.index)),
      };
    case 'call':
      return toCall(inner, shape, read, text);
    case 'object':
      return toObject(inner, language, read, text);
    case 'list':
      return { kind: 'list', span, items: inner.namedChildren.filter(isPresent).filter(isCode).map(read) };
    case 'binary': {
      const operator = shape.operator ? inner.childForFieldName(shape.operator) : inner.child(1);
      return {
        kind: 'binary',
        span,
        operator: operator ? text.slice(operator.startIndex, operator.endIndex) : '',
        left: read(inner.firstNamedChild),
        right: read(inner.lastNamedChild),
      };
    }
    case 'unary':
      return {
        kind: 'unary',
        span,
        operator: inner.firstChild?.type ?? '',
        operand: read(inner.lastNamedChild),
      };
    case 'conditional': {
      const part = (where: string | number) =>
        read(typeof where === 'string' ? inner.childForFieldName(where) : inner.namedChild(where));
      return {
        kind: 'conditional',
        span,
        test: part(shape.test),
        consequence: part(shape.consequence),
        alternative: part(shape.alternative),
      };
    }
    case 'function':
      return { kind: 'function', span, parameters: parametersOf(inner) };
  }
}

/** Reads nodes of one text as expressions, each once. */
export type Read = (node: Node) => Expression;

/** The reader of a parsed text: it reads each node once, whoever of those that share `expressions` asks. */
export function readerOf({ text, language, expressions = new Map() }: ParsedText): Read {
  return (node) => {
    const expression = expressions.get(node.id) ?? toExpression(node, language, text);
    expressions.set(node.id, expression);
    return expression;
  };
}

/** The plain names among a function's parameters, in order. */
export function parametersOf(node: Node): readonly string[] {
  const single = node.childForFieldName('parameter');
  const list = node.childForFieldName('parameters');
  const nodes = single ? [single] : (list?.namedChildren ?? []);
  return nodes.filter(isPresent).map((parameter) => {
    const name = parameter.childForFieldName('pattern') ?? parameter.childForFieldName('name') ?? parameter;
    const plain = name.type === 'typed_parameter' ? name.firstNamedChild : name;
    return plain?.text ?? '';
  });
}

/** Whether the node is what the field of its parent holds. */
export function isField(parent: Node, field: string, node: Node): boolean {
  return parent.childForFieldName(field)?.id === node.id;
}

export function isPresent<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

function isCode(node: Node): boolean {
  return !node.isExtra;
}

type ReadChild = (child: Node | null | undefined) => Expression;

function toText(node: Node, language: Language, text: string, read: ReadChild): Expression {
  const span = spanOf(node);
  const content = language.content(node);
  readContent(node.tree, content.start, content.end);
  const interpolations = node.namedChildren
    .filter(isPresent)
    .filter((child) => child.type === 'template_substitution' || child.type === 'interpolation');
  if (interpolations.length === 0) {
    return { kind: 'string', span, content, value: language.decode(text.slice(content.start, content.end)) };
  }
  const parts: (string | Expression)[] = [];
  let position = content.start;
  for (const interpolation of interpolations) {
    if (interpolation.startIndex > position) parts.push(text.slice(position, interpolation.startIndex));
    parts.push(read(interpolation.childForFieldName('expression') ?? interpolation.firstNamedChild));
    position = interpolation.endIndex;
  }
  if (content.end > position) parts.push(text.slice(position, content.end));
  return { kind: 'template', span, parts };
}

function toCall(node: Node, shape: Shape & { kind: 'call' }, read: ReadChild, text: string): Expression {
  const span = spanOf(node);
  const callee = node.childForFieldName(shape.callee);
  if (!callee) return { kind: 'other', span };
  const list = node.childForFieldName(shape.arguments);
  const args: Argument[] = [];
  for (const child of list?.namedChildren ?? []) {
    if (!child || child.isExtra) continue;
    args.push(toArgument(child, read, text));
  }
  return {
    kind: 'call',
    span,
    callee: read(callee),
    arguments: args,
    argumentsSpan: list ? spanOf(list) : { start: span.end, end: span.end },
  };
}

function toArgument(node: Node, read: ReadChild, text: string): Argument {
  const span = spanOf(node);
  switch (node.type) {
    case 'keyword_argument': {
      const name = node.childForFieldName('name');
      return {
        span,
        ...(name ? { name: text.slice(name.startIndex, name.endIndex) } : {}),
        value: read(node.childForFieldName('value')),
      };
    }
    case 'spread_element':
    case 'list_splat':
    case 'dictionary_splat':
      return { span, value: read(node.firstNamedChild), spread: true };
    default:
      return { span, value: read(node) };
  }
}

function toObject(node: Node, language: Language, read: ReadChild, text: string): Expression {
  const entries: Entry[] = [];
  let open = false;
  for (const child of node.namedChildren) {
    if (!child || child.isExtra) continue;
    const entry = toEntry(child, language, read, text);
    if (entry) entries.push(entry);
    else open = true;
  }
  return { kind: 'object', span: spanOf(node), entries, open };
}

function toEntry(node: Node, language: Language, read: ReadChild, text: string): Entry | undefined {
  const span = spanOf(node);
  if (node.type === 'shorthand_property_identifier') {
    const name = text.slice(span.start, span.end);
    return { span, key: name, keySpan: span, value: { kind: 'name', span, name } };
  }
  if (node.type === 'method_definition') {
    const name = node.childForFieldName('name');
    if (!name) return undefined;
    const key = text.slice(name.startIndex, name.endIndex);
    return {
      span,
      key,
      keySpan: spanOf(name),
      value: { kind: 'function', span, parameters: parametersOf(node) },
    };
  }
  const key = node.childForFieldName('key');
  const value = node.childForFieldName('value');
  if (node.type !== 'pair' || !key || !value) return undefined;
  const name = keyName(key, language, text);
  return name === undefined ? undefined : { span, key: name, keySpan: spanOf(key), value: read(value) };
}

function keyName(key: Node, language: Language, text: string): string | undefined {
  const shape = language.shapes[key.type];
  if (shape?.kind === 'string') {
    const content = language.content(key);
    readContent(key.tree, content.start, content.end);
    return language.decode(text.slice(content.start, content.end));
  }
  // A bare name is a key in JavaScript and a variable in Python.
  if (key.type === 'property_identifier' || key.type === 'number')
    return text.slice(key.startIndex, key.endIndex);
  return undefined;
}
