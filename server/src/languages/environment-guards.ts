import type { Node } from 'web-tree-sitter';
import { isPresent } from './expressions.ts';
import { parentOf } from './parents.ts';

const RAISES = /\braise\b|\bsys\.exit\b|\bexit\(/;
const CATCHES = /^except(?:\s*:|[^:]*\b(?:KeyError|LookupError|Exception)\b)/;

/**
 * Whether a read that fails without the variable does not fail here: Python's `except KeyError` goes on, or a test
 * `"X" in os.environ` stands around.
 *
 * @param written how the name is written: `"X"`, or `key` for one of many
 */
export function isGuarded(node: Node, name: string, written: string): boolean {
  const asks = (test: Node | null): boolean =>
    test !== null && (test.text.includes(written) || test.text.includes(name)) && asksIfPresent(test.text);
  for (let inner = node, outer = parentOf(node); outer; inner = outer, outer = parentOf(outer)) {
    switch (outer.type) {
      case 'try_statement': {
        if (outer.childForFieldName('body')?.id !== inner.id) continue;
        const handler = outer.namedChildren
          .filter(isPresent)
          .find(({ type, text }) => type === 'except_clause' && CATCHES.test(text));
        if (handler && !RAISES.test(handler.text)) return true;
        continue;
      }
      case 'if_statement':
        if (outer.childForFieldName('consequence')?.id !== inner.id) continue;
        if (asks(outer.childForFieldName('condition'))) return true;
        continue;
      case 'conditional_expression':
        if (outer.namedChild(0)?.id === inner.id && asks(outer.namedChild(1))) return true;
        continue;
      case 'function_definition':
        return false;
    }
  }
  return false;
}

function asksIfPresent(test: string): boolean {
  return !/^not\b|\bnot\s+in\b/.test(test) && /\bin\b|\bget(?:env)?\(/.test(test);
}
