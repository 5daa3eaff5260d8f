const DOT = 46;

/**
 * Whether the name between the offsets may be one that is defined there. Most are not, which the signs around them
 * tell without a look at the tree: `x.name`, `name.x`, `name(…)`, `name[…]`.
 */
export function mayDefine(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(start - 1) === DOT && text.charCodeAt(start - 2) !== DOT) return false;
  switch (text[end]) {
    case '.':
      // Python's `import name.inner` defines `name`.
      return /\bimport\b/.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start));
    // `class Name[T]` has a parameter, all else that goes on so is a call or a look-up.
    case '[':
    case '(':
      return /(?:\b(?:function|def|class)|\*)\s*$/.test(text.slice(Math.max(0, start - 24), start));
    case ',':
    case ')':
      return isCounted(text, start) || mayBeInPattern(text, end) || mayBeImported(text, start);
    default:
      return true;
  }
}

/** `++name` */
function isCounted(text: string, start: number): boolean {
  return text.startsWith('++', start - 2) || text.startsWith('--', start - 2);
}

/** A list that is longer, in UTF-16 units, may be anything. */
const LONGEST_LIST = 240;

/**
 * Whether the list around a name, which goes on at the offset, may be parameters or a pattern and not what a call
 * is given: by what follows the parenthesis that ends it. `(name) =>`, `name, other = 1`, `for name, other in`.
 */
function mayBeInPattern(text: string, from: number): boolean {
  const limit = Math.min(text.length, from + LONGEST_LIST);
  for (let at = from, depth = 0; at < limit; at++) {
    const unit = text[at] ?? '';
    if ('([{'.includes(unit)) depth++;
    else if (unit === ')' && depth === 0) {
      const inside = text.slice(from, at);
      return /\b(?:in|of)\b/.test(inside) || AFTER_PARAMETERS.test(text.slice(at + 1, at + 1 + LONGEST_LIST));
    } else if (')]}'.includes(unit)) {
      if (depth === 0) return true;
      depth--;
    } else if (depth === 0 && '=:;\'"`/#'.includes(unit)) return true;
  }
  return true;
}

/** `from module import (name, other)`; a comment in between may hold any parenthesis. */
function mayBeImported(text: string, start: number): boolean {
  const open = text.lastIndexOf('(', start);
  if (open < 0) return false;
  return (
    /\bimport\s*$/.test(text.slice(Math.max(0, open - 24), open)) || text.slice(open, start).includes('#')
  );
}

/** A body, an arrow, a type, an assignment, `in`, a comment, more of a pattern around it; or so much white space that one cannot know. */
const AFTER_PARAMETERS = /^\s*(?:[={:\-/#,)]|(?:in|of|as)\b|$)/;
