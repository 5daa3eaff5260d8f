// What a user sees and does on the scorecard, in a real VS Code.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chooseTheme, runCommand, scorecardFrame } from './workbench.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** One of each kind, and the second kind of high contrast. */
const THEMES = ['Dark Modern', 'Light Modern', 'Dark High Contrast', 'Light High Contrast'];

const checks = {
  'shows twelve factors, their states and the arithmetic': async (page) => {
    const frame = await scorecardFrame(page);
    assert.equal(await frame.locator('.factors > li').count(), 12);
    assert.equal(await frame.locator('h1').textContent(), 'Twelve-Factor Scorecard');
    assert.match(
      await frame.locator('.gauge').getAttribute('aria-label'),
      /^Score \d+ of 100\. Factors: \d+ failed/,
    );
    assert.ok((await frame.locator('.top .arithmetic').textContent()).length > 0);
    assert.match(await factor(frame, 'Port binding').textContent(), /VII.*Failed.*1 warning/);
  },

  'opens a factor by keyboard, and the line of its finding': async (page) => {
    const frame = await scorecardFrame(page);
    await factor(frame, 'Port binding').focus();
    await page.keyboard.press('Enter');
    const finding = frame.locator('.factor[open] .place').first();
    await finding.waitFor();
    assert.match(await finding.textContent(), /server\.js:5/);
    await finding.press('Enter');
    await page.locator('.tab.active', { hasText: 'server.js' }).waitFor();
    await page.locator('.statusbar-item', { hasText: /Ln 5, / }).waitFor();
  },

  'comes back as it was left': async (page) => {
    await runCommand(page, 'Twelve-Factor: Show Scorecard');
    const frame = await scorecardFrame(page);
    await frame.locator('.factor[open]').waitFor();
    assert.equal(await frame.locator('.factor[open] h2').textContent(), 'Port binding');
  },

  'shows the factors of one state': async (page) => {
    const frame = await scorecardFrame(page);
    await frame.locator('.filter', { hasText: 'Failed' }).click();
    const shown = await frame.locator('.factors > li').count();
    assert.equal(shown, await frame.locator('.factor .state-failed').count());
    assert.ok(shown > 0 && shown < 12);
    await frame.locator('.filter', { hasText: 'All' }).click();
    assert.equal(await frame.locator('.factors > li').count(), 12);
  },

  'runs no code and reads no style but its own': async (page) => {
    const frame = await scorecardFrame(page);
    const policy = await frame.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    assert.match(policy, /^default-src 'none'; style-src [^;]+; script-src 'nonce-[0-9a-f]{32}'$/);
    assert.doesNotMatch(policy, /unsafe/);
  },

  'fits a narrow column': async (page) => {
    const frame = await scorecardFrame(page);
    const before = page.viewportSize();
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    // The activity bar is 48 pixels wide.
    await page.setViewportSize({ width: 348, height: 800 });
    await page.waitForTimeout(500);
    const { client, scroll } = await frame.evaluate(() => ({
      client: document.documentElement.clientWidth,
      scroll: document.documentElement.scrollWidth,
    }));
    await page.setViewportSize(before);
    await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
    assert.ok(client <= 300, `The page is ${client} pixels wide`);
    assert.ok(scroll <= client, `The page scrolls sideways: ${scroll} of ${client} pixels`);
  },

  'has no accessibility violation in any kind of theme': async (page) => {
    const frame = await scorecardFrame(page);
    // Evaluated by the debugger, which the page's policy does not bind.
    await frame.evaluate(AXE);
    for (const theme of THEMES) {
      await chooseTheme(page, theme);
      const violations = await frame.evaluate(async () => {
        const result = await window.axe.run('main');
        return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      });
      assert.deepEqual(violations, [], theme);
    }
  },
};

function factor(frame, title) {
  return frame.locator('.factor > summary', { hasText: title });
}

/** Opens the scorecard in a page that shows VS Code, and throws at the first check that fails. */
export async function checkScorecardPage(page) {
  await runCommand(page, 'Twelve-Factor: Show Scorecard');
  const scanned = (await scorecardFrame(page)).locator('.actions button', { hasText: 'Scan again' });
  await scanned.waitFor();
  for (const [name, check] of Object.entries(checks)) {
    await check(page);
    console.log(`  ok   the scorecard's page ${name}`);
  }
}
