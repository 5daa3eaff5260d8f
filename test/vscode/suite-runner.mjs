/** A line of the suite. */
const RESULT = /^ {2}(?:ok|FAIL) /;
const TIMEOUT_MS = 300_000;

/** Opens a VS Code that runs the suite in a page, and prints the results. Throws if a case fails. */
export async function runSuite(page, url) {
  // VS Code reports by two functions that it expects in the page.
  const exit = new Promise((resolve, reject) => {
    page.exposeFunction('codeAutomationLog', (type, [text]) => {
      // Not what VS Code itself has to say.
      if (RESULT.test(text)) console[type](text);
    });
    page.exposeFunction('codeAutomationExit', resolve);
    setTimeout(() => reject(new Error(`No result within ${TIMEOUT_MS} ms`)), TIMEOUT_MS).unref();
  });
  await page.goto(url);
  const code = await exit;
  if (code !== 0) throw new Error('The suite failed');
}
