import type { Mender } from './fixes.ts';

/** What no reader takes for anything but itself. */
export const PLAIN = /^[A-Za-z0-9_./:@%+,-]*$/;

/**
 * How a value can be written, the plainest first. Which of them a reader takes for the value is for
 * `evaluateDotenv` to say.
 */
export function quotedForms(value: string): readonly string[] {
  const escaped = value.replace(/["\\$]/g, '\\$&').replaceAll('\n', '\\n');
  const forms = [`'${value}'`, `"${value}"`, `"${escaped}"`, `\`${value}\``];
  return PLAIN.test(value) ? [value, ...forms] : forms;
}

/** What all readers of the file make of a variable; undefined where they differ, one refuses the file or has no value. */
export function agreedValue(key: string, mender: Mender): string | undefined {
  const evaluations = mender.present();
  const value = evaluations?.[0]?.values.get(key);
  const isAgreed = evaluations?.every(({ values, refused }) => !refused && values.get(key) === value);
  return isAgreed && typeof value === 'string' ? value : undefined;
}
