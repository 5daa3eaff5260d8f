import type { Node } from 'web-tree-sitter';
import type { Expression, StringExpression } from '../model/expression.ts';
import type { SourceFile } from '../model/source-file.ts';
import type { Evaluation } from './evaluation.ts';
import { isPresent, parametersOf, readerOf } from './expressions.ts';
import { nodeAt, parentOf } from './parents.ts';
import type { ParsedText } from './syntax.ts';

/** Names that stand in this text as literals. */
export type GivenNames = {
  readonly names: readonly StringExpression[];
  /** Others may be given beside them. */
  readonly isOpen: boolean;
};

/** Methods that hand the items of a list to a function one by one. */
const ITERATING = /^(?:forEach|map|flatMap|filter|find|every|some)$/;

const COMPREHENSION = /comprehension$|^generator_expression$/;

/**
 * Which names an expression that is no literal comes to: of a constant, `const KEY = 'PORT'; process.env[KEY]`, or
 * of a list that is gone through, `for (const key of ['PORT', 'HOST'])`. Undefined where nothing tells.
 */
export function createGivenNames(
  parsed: ParsedText,
  evaluation: Evaluation,
  whole: () => SourceFile,
): (expression: Expression) => GivenNames | undefined {
  const { tree, language } = parsed;
  const read = readerOf(parsed);

  return (expression) => {
    const value = evaluation.evaluate(expression);
    if (value.kind === 'literal') {
      const { file, expression: literal } = value.origin;
      return file === whole() && literal.kind === 'string' ? { names: [literal], isOpen: false } : undefined;
    }
    const list = expression.kind === 'name' ? listOver(expression.name, expression.span.start) : undefined;
    const items = list && evaluation.evaluate(list);
    if (items?.kind !== 'list' || items.origin.file !== whole()) return undefined;
    const names = items.items.filter((item) => item.kind === 'string');
    return { names, isOpen: names.length < items.items.length };
  };

  /** What the loop, comprehension or callback that binds a name goes through. */
  function listOver(name: string, offset: number): Expression | undefined {
    for (let node = parentAt(offset); node; node = parentOf(node)) {
      if (language.functions.has(node.type)) {
        const position = parametersOf(node).indexOf(name);
        if (position >= 0) return position === 0 ? receiverOf(node) : undefined;
        continue;
      }
      // Of other nodes, a whole module's among them, the children are not worth a look.
      const clauses = COMPREHENSION.test(node.type) ? node.namedChildren.filter(isPresent) : [];
      for (const loop of [node, ...clauses]) {
        const right = loop.childForFieldName('right');
        if (right && loop.childForFieldName('left')?.text === name) return read(right);
      }
    }
    return undefined;
  }

  function parentAt(offset: number): Node | null {
    const node = nodeAt(tree, offset);
    return node && parentOf(node);
  }

  /** `LIST` of `LIST.forEach((name) => …)` */
  function receiverOf(callback: Node): Expression | undefined {
    const list = parentOf(callback);
    const call = list && parentOf(list);
    const expression = call && language.shapes[call.type]?.kind === 'call' ? read(call) : undefined;
    if (expression?.kind !== 'call' || expression.callee.kind !== 'member') return undefined;
    return ITERATING.test(expression.callee.property) ? expression.callee.object : undefined;
  }
}
