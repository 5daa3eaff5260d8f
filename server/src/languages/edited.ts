import type { Node, Tree } from 'web-tree-sitter';
import type { Span } from '../model/span.ts';
import { nodeAt, parentOf } from './parents.ts';
import { isWord } from './words.ts';

/** What edits made of a text, and how far the syntax around them may have changed. Offsets are UTF-16 code units. */
export type Edited = {
  /** The text before. */
  readonly before: string;
  /** What was replaced, in the text before; all else is as it was. */
  readonly replaced: Span;
  /** By how much everything after it moved. */
  readonly moved: number;
  /** From the token before what was replaced to the token after it, in the text before. */
  readonly around: Span;
  /** Where nodes of the text before start whose list of children may be another now. */
  readonly nodes: ReadonlySet<number>;
  /** Words that were written, taken away, or became another. */
  readonly words: ReadonlySet<string>;
  /** What stood where something was replaced, and what stands there now, both with `REACH` units on both sides. */
  readonly near: { readonly before: string; readonly now: string };
  /** White space between tokens became other white space: no node changed. */
  readonly isSpace: boolean;
};

/** A match that an edit makes or breaks is no longer than this, in UTF-16 units. */
const REACH = 1_000;

/** An edit as the parser is told of it: what was at `start` up to `end` of the text before now ends at `newEnd`. */
export type Hull = { readonly start: number; readonly end: number; readonly newEnd: number };

/** Edits one after another, taken together as one that replaces all that they touch. */
export function joinHulls(first: Hull | undefined, next: Hull): Hull {
  if (!first) return next;
  const grown = first.newEnd - first.end;
  const start = Math.min(first.start, next.start);
  const between = Math.max(first.newEnd, next.end);
  return { start, end: between - grown, newEnd: between + next.newEnd - next.end };
}

/**
 * Compares two versions of a text by their trees.
 *
 * @param earlier the tree of the text before, told of the edits
 * @param tree the tree that was made with its help
 */
export function editedText(before: string, text: string, hull: Hull, earlier: Tree, tree: Tree): Edited {
  const changed = earlier.getChangedRanges(tree);
  const moved = text.length - before.length;
  // The library says where the nodes from the root down to a unit of the text are others than before.
  const start = Math.min(hull.start, ...changed.map(({ startIndex }) => startIndex));
  const end = Math.min(text.length, Math.max(hull.newEnd, ...changed.map(({ endIndex }) => endIndex)));
  const replaced = { start, end: end - moved };
  const words = new Set([
    ...wordsOf(before, hull.start, hull.end),
    ...wordsOf(text, hull.start, hull.newEnd),
  ]);
  const near = {
    before: before.slice(Math.max(0, hull.start - REACH), hull.end + REACH),
    now: text.slice(Math.max(0, hull.start - REACH), hull.newEnd + REACH),
  };
  const isSpace =
    changed.length === 0 &&
    isBlank(before, hull.start, hull.end) &&
    isBlank(text, hull.start, hull.newEnd) &&
    isBetweenTokens(tree, hull);
  const common = { before, replaced, moved, near, isSpace };
  if (isSpace) return { ...common, around: replaced, nodes: new Set(), words: new Set() };
  const { around, nodes } = surroundings(text, tree, { start, end });
  const earlierOffset = (offset: number) => (offset < end ? offset : offset - moved);
  return {
    ...common,
    around: { start: around.start, end: around.end - moved },
    nodes: new Set([...nodes].filter((at) => at <= start || at >= end).map(earlierOffset)),
    words,
  };
}

/** The tokens around a part of a text, and the starts of the nodes that hold the part or touch it. */
function surroundings(text: string, tree: Tree, part: Span): { around: Span; nodes: ReadonlySet<number> } {
  const touched = {
    start: tokenAt(tree, part.start - 1)?.startIndex ?? part.start,
    end: tokenAt(tree, part.end)?.endIndex ?? part.end,
  };
  const from = text.slice(0, Math.min(part.start, touched.start)).trimEnd().length - 1;
  const to = text.length - text.slice(Math.max(part.end, touched.end)).trimStart().length;
  const before = from < 0 ? undefined : unitAt(tree, from);
  const after = to >= text.length ? undefined : unitAt(tree, to);
  const around = { start: before?.start ?? 0, end: after?.end ?? text.length };
  const nodes = new Set<number>();
  for (const side of [before, after]) {
    for (let node = side?.node ?? null; node; node = parentOf(node)) {
      nodes.add(node.startIndex);
      if (node.startIndex <= around.start && node.endIndex >= around.end) break;
    }
  }
  // Without a token on one side the whole text is what holds the part.
  nodes.add(tree.rootNode.startIndex);
  return { around, nodes };
}

/** The node without children that holds the unit at an offset; null where there is none, as in white space. */
function tokenAt(tree: Tree, offset: number): Node | null {
  const node = offset < 0 ? null : nodeAt(tree, offset);
  return node && node.childCount === 0 && node.startIndex <= offset && offset < node.endIndex ? node : null;
}

/** The token that holds the unit at an offset; where there is none, the unit alone with the node around it. */
function unitAt(tree: Tree, offset: number): Span & { readonly node: Node | null } {
  const token = tokenAt(tree, offset);
  if (token) return { start: token.startIndex, end: token.endIndex, node: token };
  return { start: offset, end: offset + 1, node: nodeAt(tree, offset) };
}

/** Whether white space at a place is nobody's: not a part of a string, a template, a comment or the text of a page. */
function isBetweenTokens(tree: Tree, { start, newEnd }: Hull): boolean {
  // Before the first token of a text there is none that the white space could be a part of.
  if (start === 0) return true;
  const node = nodeAt(tree, start - 1, newEnd);
  return node !== null && node.childCount > 0 && !/string|template|comment|regex|jsx/.test(node.type);
}

function isBlank(text: string, start: number, end: number): boolean {
  return text.slice(start, end).trim() === '';
}

/** The words that a part of a text holds or touches. */
function wordsOf(text: string, start: number, end: number): readonly string[] {
  let from = start;
  let to = end;
  while (from > 0 && isWord(text.charCodeAt(from - 1))) from--;
  while (to < text.length && isWord(text.charCodeAt(to))) to++;
  const found: string[] = [];
  for (let at = from; at < to; ) {
    let after = at;
    while (after < to && isWord(text.charCodeAt(after))) after++;
    if (after > at) found.push(text.slice(at, after));
    at = after + 1;
  }
  return found;
}
