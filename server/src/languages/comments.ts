import { COMMENT, type Lexer } from './lexer.ts';
import { nodeAt } from './parents.ts';
import type { ParsedText } from './syntax.ts';

/** Those of the offsets (UTF-16 units, rising) that stand in a comment. */
export type InComments = (text: string, offsets: readonly number[]) => ReadonlySet<number>;

/** Told without a tree, so that most texts need none. */
export function commentsByLexer(lexer: Lexer): InComments {
  return (text, offsets) => {
    const classes = lexer.classify(text, offsets);
    return new Set(offsets.filter((_, index) => classes[index] === COMMENT));
  };
}

/** Told by a tree that is at hand anyway: the lexer would read the whole text again for a few offsets. */
export function commentsByTree({ tree }: ParsedText): InComments {
  return (_, offsets) =>
    new Set(offsets.filter((offset) => nodeAt(tree, offset)?.type.endsWith('comment') === true));
}
