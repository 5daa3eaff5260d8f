import type { Node } from 'web-tree-sitter';
import { isPresent } from './expressions.ts';
import { parentOf } from './parents.ts';

const RAISES = /\braise\b|\bsys\.exit\b|\bexit\(/;
const CATCHES = /^except(?:\s*:|[^:]*\b(?:KeyError|LookupError|Exception)\b)/;

/**
 * Whether a read that fails without the variable does not fail here: Python's `except KeyError` goes on, or a test
 * `"X" in os.environ` stands around.
 */
export function isGuarded(node: Node, name: string): boolean {
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
        if (asksFor(outer.childForFieldName('condition'), name)) return true;
        continue;
      case 'conditional_expression':
        if (outer.namedChild(0)?.id === inner.id && asksFor(outer.namedChild(1), name)) return true;
        continue;
      case 'function_definition':
        return false;
    }
  }
  return false;
}

function asksFor(test: Node | null, name: string): boolean {
  if (!test || !/["']/.test(test.text) || !test.text.includes(name)) return false;
  return !/^not\b|\bnot\s+in\b/.test(test.text) && /\bin\b|\bget(?:env)?\(/.test(test.text);
}
