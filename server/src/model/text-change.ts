/** What an edit left as it was: so many UTF-16 units at the start and at the end. They never overlap. */
export type TextChange = { readonly start: number; readonly end: number };

/** Texts are compared in pieces of so many units: whole pieces at once, what is left unit by unit. */
const PIECE = 4_096;

/** Where two versions of a text differ. */
export function changeBetween(before: string, after: string): TextChange {
  const shorter = Math.min(before.length, after.length);
  const start = commonStart(before, after, shorter);
  return { start, end: commonEnd(before, after, shorter - start) };
}

function commonStart(one: string, other: string, limit: number): number {
  let at = 0;
  while (at + PIECE <= limit && one.slice(at, at + PIECE) === other.slice(at, at + PIECE)) at += PIECE;
  while (at < limit && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  return at;
}

function commonEnd(one: string, other: string, limit: number): number {
  const ends = (text: string, from: number, to: number) => text.slice(text.length - to, text.length - from);
  let at = 0;
  while (at + PIECE <= limit && ends(one, at, at + PIECE) === ends(other, at, at + PIECE)) at += PIECE;
  while (at < limit && one.charCodeAt(one.length - 1 - at) === other.charCodeAt(other.length - 1 - at)) at++;
  return at;
}
