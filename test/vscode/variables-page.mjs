// What a user sees and does in the view of variables, in a real VS Code.
import assert from 'node:assert/strict';
import { openFile, runCommand, showVariables, variableRow, variableRows } from './workbench.mjs';

const checks = {
  'lists them with what they are and what lacks them': async (page) => {
    assert.deepEqual(await variableRows(page).allTextContents(), [
      'DATABASE_URLrequired',
      'LOGIN_URLrequired',
      'LOG_LEVELdefault info, missing in .env.example',
      'PORTplatform',
      'PUBLIC_URLplatform',
      'SESSION_SECRETrequired, missing in .env.example and 1 more, secret',
    ]);
    assert.equal(
      await variableRow(page, 'SESSION_SECRET').getAttribute('aria-label'),
      'SESSION_SECRET, required, missing in .env.example and 1 more, secret',
    );
  },

  'opens a variable by keyboard, and the line of its declaration': async (page) => {
    await variableRow(page, 'LOGIN_URL').click();
    await variableRow(page, 'compose.yaml:6').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: '.env.example' }).waitFor();
    await page.locator('.statusbar-item', { hasText: /^Ln 8, / }).waitFor();
  },

  'says of a variable what its hover says': async (page) => {
    await variableRow(page, 'SESSION_SECRET').hover();
    const hover = page.locator('.workbench-hover', { hasText: 'required, a secret' });
    await hover.waitFor();
    assert.match(await hover.textContent(), /Not named in \.env\.example, compose\.yaml/);
    await page.keyboard.press('Escape');
  },

  'follows what is typed, and keeps open what is open': async (page) => {
    await runCommand(page, 'File: Focus on Files Explorer');
    await openFile(page, 'config.js');
    await runCommand(page, 'View: Focus Active Editor Group');
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('process.env.GREETING;');
    await showVariables(page);
    await variableRow(page, 'GREETING').waitFor();
    await variableRow(page, 'compose.yaml:6').waitFor();
    await runCommand(page, 'View: Focus Active Editor Group');
    await page.keyboard.press('Control+z');
    await variableRow(page, 'GREETING').waitFor({ state: 'detached' });
  },

  'shows only what is missing': async (page) => {
    await titleAction(page, 'Show Only What Is Missing').click();
    await variableRow(page, 'DATABASE_URL').waitFor({ state: 'detached' });
    assert.deepEqual(await variableRows(page).locator('.label-name').allTextContents(), [
      'LOG_LEVEL',
      'SESSION_SECRET',
    ]);
    await titleAction(page, 'Show All').click();
    await variableRow(page, 'DATABASE_URL').waitFor();
  },
};

/** VS Code keeps a second, invisible one for each view of a container. */
function titleAction(page, name) {
  return page.getByRole('button', { name }).first();
}

/** Opens the view in a page that shows VS Code, and throws at the first check that fails. */
export async function checkVariablesPage(page) {
  await showVariables(page);
  await variableRow(page, 'SESSION_SECRET').waitFor();
  for (const [name, check] of Object.entries(checks)) {
    await check(page);
    console.log(`  ok   the view of variables ${name}`);
  }
}
