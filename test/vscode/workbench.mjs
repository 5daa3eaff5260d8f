// What a user does with VS Code's window, for tests that sit outside of it.

/** How long a page in a page may take to appear. */
const PATIENCE_MS = 20_000;
const POLL_MS = 100;

/** The frame of the page that holds the scorecard; VS Code puts it two frames deep. */
export async function scorecardFrame(page) {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    for (const frame of page.frames()) {
      if (
        (await frame
          .locator('#scorecard .factors')
          .count()
          .catch(() => 0)) > 0
      )
        return frame;
    }
    await page.waitForTimeout(POLL_MS);
  }
  throw new Error('The scorecard does not appear');
}

/** Runs a command of VS Code by its name in the command palette. */
export async function runCommand(page, name) {
  await page.keyboard.press('F1');
  await pick(page, `>${name}`, name);
}

/** Opens a file of the workspace by its path, in the explorer: the served folder cannot be searched. */
export async function openFile(page, path) {
  const names = path.split('/');
  const file = names.pop();
  for (const name of names) {
    const folder = explorerRow(page, name);
    if ((await folder.getAttribute('aria-expanded')) !== 'true') await folder.click();
  }
  await explorerRow(page, file).click();
  await page.locator('.tab.active', { hasText: file }).waitFor();
}

function explorerRow(page, name) {
  const label = page.locator('.label-name', { hasText: new RegExp(`^${name.replaceAll('.', '\\.')}$`) });
  return page.locator('.explorer-folders-view .monaco-list-row', { has: label }).first();
}

/** Chooses a colour theme by its label: all of them are installed with VS Code. */
export async function chooseTheme(page, label) {
  await runCommand(page, 'Preferences: Color Theme');
  await pick(page, label, label);
  // The theme is applied when its file has been read.
  await page.waitForTimeout(700);
}

/** Types into the box of choices and takes the row that says `label`. */
async function pick(page, text, label) {
  const input = page.locator('.quick-input-widget:visible input[type="text"]');
  await input.waitFor();
  await input.fill(text);
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: label }).first().click();
}

const VARIABLES = '[id="workbench.view.extension.twelveFactor"]';

/** By a click in the activity bar, where another view is shown. */
export async function showVariables(page) {
  await page.locator('.activitybar .action-item', { has: page.getByLabel('Twelve-Factor') }).click();
  await page.locator(VARIABLES).waitFor();
}

/** The rows of the view of variables that are in sight. */
export function variableRows(page) {
  return page.locator(`${VARIABLES} .monaco-list-row`);
}

/** The row with a label. */
export function variableRow(page, label) {
  const name = page.locator('.label-name').getByText(label, { exact: true });
  return variableRows(page).filter({ has: name });
}

/** Puts the cursor to a line and column of the active editor, both from 1. */
export async function goTo(page, line, column) {
  await page.keyboard.press('Control+g');
  const input = page.locator('.quick-input-widget:visible input[type="text"]');
  await input.waitFor();
  await input.fill(`:${line}:${column}`);
  await page.keyboard.press('Enter');
  await page.locator('.statusbar-item', { hasText: `Ln ${line}, Col ${column}` }).waitFor();
}

/** Draws the edge of the side bar to so many pixels from the window's left. */
export async function widenSideBar(page, pixels) {
  const { x, width } = await page.locator('.part.sidebar').boundingBox();
  const { height } = page.viewportSize();
  await page.mouse.move(x + width, height / 2);
  await page.mouse.down();
  await page.mouse.move(pixels, height / 2, { steps: 5 });
  await page.mouse.up();
}
