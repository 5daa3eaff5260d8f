import { cases } from './cases.ts';

/** Called by VS Code's test host, on the desktop and in a browser: throws if a case fails. */
export async function run(): Promise<void> {
  const failures: string[] = [];
  for (const [name, check] of Object.entries(cases)) {
    const started = Date.now();
    try {
      await check();
      console.log(`  ok   ${name} (${Date.now() - started} ms)`);
    } catch (error) {
      failures.push(name);
      console.error(`  FAIL ${name}\n${error instanceof Error ? error.stack : error}`);
    }
  }
  if (failures.length > 0) throw new Error(`${failures.length} of the cases failed: ${failures.join('; ')}`);
}
