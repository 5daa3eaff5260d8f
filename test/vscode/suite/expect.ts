/** How long an editor may take for what a user would wait for. */
const PATIENCE_MS = 20_000;
const POLL_MS = 50;

export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

export function assertEqual<T>(actual: T, expected: T, what: string): void {
  const [one, other] = [JSON.stringify(actual), JSON.stringify(expected)];
  assert(one === other, `${what}: ${one} instead of ${other}`);
}

/** Waits until `probe` returns something that is neither undefined nor false, and returns it. */
export async function eventually<T>(
  what: string,
  probe: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const result = await probe();
    if (result !== undefined && result !== false) return result;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`Not within ${PATIENCE_MS} ms: ${what}`);
}
