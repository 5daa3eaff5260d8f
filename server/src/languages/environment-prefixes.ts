import type { Node } from 'web-tree-sitter';
import type { Expression } from '../model/expression.ts';
import type { Evaluation } from './evaluation.ts';
import type { EnvironmentGetter } from './language.ts';
import { parentOf } from './parents.ts';
import { readContent } from './reads.ts';
import type { ParsedText } from './syntax.ts';

/** What stands before the name that a call gives to a reader. */
export function createPrefixes(
  { text }: ParsedText,
  evaluation: Evaluation,
): (node: Node, callee: Expression, getter: EnvironmentGetter) => string {
  return (node, callee, getter) => prefixOfReader(callee, getter) + prefixAround(node);

  /** What the reader was told when it was made: `Config(env_prefix="APP_")`. */
  function prefixOfReader(callee: Expression, { prefixKeyword }: EnvironmentGetter): string {
    if (prefixKeyword === undefined) return '';
    const made = evaluation.evaluate(callee.kind === 'member' ? callee.object : callee);
    if (made.kind !== 'call') return '';
    const prefix = made.call.arguments.find(({ name }) => name === prefixKeyword)?.value;
    return prefix?.kind === 'string' ? prefix.value : '';
  }

  /** `with env.prefixed("DB_"):` around a read by environs; prefixes add up. */
  function prefixAround(node: Node): string {
    let prefix = '';
    for (let outer = parentOf(node); outer; outer = parentOf(outer)) {
      if (outer.type !== 'with_statement') continue;
      const end = outer.childForFieldName('body')?.startIndex ?? outer.endIndex;
      readContent(outer.tree, outer.startIndex, end);
      const head = text.slice(outer.startIndex, end);
      prefix = (/\.prefixed\(\s*["'](\w*)["']/.exec(head)?.[1] ?? '') + prefix;
    }
    return prefix;
  }
}
