/** In shorter names one letter is the difference between two words. */
const SHORTEST_NAME = 6;

/**
 * Whether two names differ by what fingers do: one letter missing, doubled, changed, or two next to each other
 * swapped. Digits number things on purpose.
 */
export function isSlip(one: string, other: string): boolean {
  if (one === other || Math.min(one.length, other.length) < SHORTEST_NAME) return false;
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  let [ofOne, ofOther] = [one.length, other.length];
  while (ofOne > start && ofOther > start && one[ofOne - 1] === other[ofOther - 1]) {
    ofOne--;
    ofOther--;
  }
  const [left, right] = [one.slice(start, ofOne), other.slice(start, ofOther)];
  if (/\d/.test(left + right)) return false;
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left === `${right[1]}${right[0]}`;
}
