/** What no reader takes for anything but itself. */
const PLAIN = /^[A-Za-z0-9_./:@%+,-]*$/;

/**
 * How a value can be written, the plainest first. Which of them a reader takes for the value is for
 * `evaluateDotenv` to say.
 */
export function quotedForms(value: string): readonly string[] {
  const escaped = value.replace(/["\\$]/g, '\\$&').replaceAll('\n', '\\n');
  const forms = [`'${value}'`, `"${value}"`, `"${escaped}"`, `\`${value}\``];
  return PLAIN.test(value) ? [value, ...forms] : forms;
}
