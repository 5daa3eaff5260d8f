/** Cyrillic and Greek letters, each with the Latin one that it cannot be told from. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map([
  ...pairs('АВЕКМНОРСТХУІЈЅаеорсхуіјѕ', 'ABEKMHOPCTXYIJSaeopcxyijs'),
  ...pairs('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο', 'ABEZHIKMNOPTYXo'),
]);

/** Full-width forms stand as far from the ASCII characters that they look like. */
const FULL_WIDTH = /[\uFF01-\uFF5E]/;
const FULL_WIDTH_OFFSET = 0xfee0;

/** The first character of a name that looks like an ASCII one, and the name as it is meant. */
export type LookAlike = { readonly index: number; readonly character: string; readonly meant: string };

/** @returns undefined if the name holds no look-alike, or other characters as well, as a word of that script does */
export function lookAlikeIn(name: string): LookAlike | undefined {
  const characters = [...name];
  const meant = characters.map(asciiFor).join('');
  if (meant === name || !/^[ -~]*$/.test(meant)) return undefined;
  const index = characters.findIndex((character) => asciiFor(character) !== character);
  return { index: characters.slice(0, index).join('').length, character: characters[index] ?? '', meant };
}

function asciiFor(character: string): string {
  if (FULL_WIDTH.test(character)) return String.fromCharCode(character.charCodeAt(0) - FULL_WIDTH_OFFSET);
  return LOOK_ALIKES.get(character) ?? character;
}

function pairs(from: string, to: string): readonly (readonly [string, string])[] {
  return [...from].map((character, index) => [character, to.charAt(index)]);
}
