// Variables, `.env` and the Procfile of the shop that was mended.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { goTo, openFile, runCommand, showVariables, variableRow, widenSideBar } from '../workbench.mjs';

const FOLDER = 'out/pictures/harbour-books';
const SETTINGS = 'src/config/index.js';

/** Made up, as everything here; what reads the file does not agree about two of the values. */
const LOCAL = `# On this machine only: Git ignores this file.
PORT=3000
HOST=0.0.0.0
LOG_LEVEL=debug

DATABASE_URL=postgres://localhost:5432/shop
REDIS_URL=redis://localhost:6379
BROKER_URL=amqp://localhost
INVENTORY_URL=http://localhost:\${PORT}
WAREHOUSE_URL=http://localhost:4100
PRICING_URL=http://localhost:4200
BILLING_URL=http://localhost:4300
AWS_REGION=eu-central-1
MEDIA_BUCKET=harbour-media
DOCUMENT_BUCKET=harbour-documents
SMTP_HOST=localhost
SMTP_PORT=1025
SMTP_USER=harbour
REPORT_RECIPIENTS=sales@localhost
ORDER_QUEUE=orders
API_PAGE_SIZE=50

SESSION_SECRET="made-up-\${PORT}-and-no-secret"
JWT_SECRET=made-up-as-well
POSTGRES_PASSWORD=made-up
ADMIN_SECRET_KEY=made-up-too
SMTP_PASSWORD=made-up
`;

/** A copy of the shop, with a local .env that both Compose and Node read. */
function prepare() {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  cpSync('test/projects/mended-shop', FOLDER, { recursive: true });
  writeFileSync(path.join(FOLDER, '.env'), LOCAL);
  edit('package.json', '"node dist/server.js"', '"node --env-file=.env dist/server.js"');
  edit(
    'docker-compose.yml',
    '      PORT: 3000\n',
    '      PORT: 3000\n      INVENTORY_URL: http://inventory\n',
  );
  return FOLDER;
}

function edit(name, before, after) {
  const file = path.join(FOLDER, name);
  writeFileSync(file, readFileSync(file, 'utf8').replace(before, after));
}

/** Opens a file and puts the cursor into the first occurrence of a text. */
async function goToText(page, name, text) {
  await openFile(page, name);
  const before = readFileSync(path.join(FOLDER, name), 'utf8').split(text)[0].split('\n');
  await goTo(page, before.length, before.at(-1).length + 2);
}

async function hover(page, shoot, picture, name, text) {
  await goToText(page, name, text);
  await runCommand(page, 'Show or Focus Hover');
  await page.locator('.monaco-hover-content').first().waitFor();
  await shoot(picture);
  await page.keyboard.press('Escape');
}

async function complete(page, shoot, picture, name, text) {
  await openFile(page, name);
  await runCommand(page, 'View: Focus Active Editor Group');
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText(text);
  // TypeScript's own server is waited for by VS Code.
  await page.locator('.statusbar-item', { hasText: 'Analyzing' }).waitFor({ state: 'detached' });
  await page.keyboard.press('Control+Space');
  await page.locator('.suggest-widget .monaco-list-row').first().waitFor();
  await shoot(picture);
  await page.keyboard.press('Escape');
  await runCommand(page, 'File: Revert File');
}

async function previewRename(page, shoot) {
  await goToText(page, SETTINGS, 'INVENTORY_URL');
  await runCommand(page, 'Rename Symbol');
  await page.locator('.rename-box input:focus').waitFor();
  await page.keyboard.insertText('STOCK_URL');
  await page.keyboard.press('Control+Enter');
  await page.locator('.bulk-edit-panel .monaco-list-row').first().waitFor();
  await shoot('rename-preview');
  await page.getByRole('button', { name: 'Discard' }).click();
}

async function tree(page, shoot) {
  await openFile(page, SETTINGS);
  await showVariables(page);
  await variableRow(page, 'INVENTORY_URL').first().click();
  await variableRow(page, 'STRIPE_API_KEY').first().click();
  await widenSideBar(page, 400);
  await variableRow(page, 'index.js:15').click();
  await shoot('variables');
  await variableRow(page, '.env:9').click();
  await page.locator('.tab.active', { hasText: '.env' }).waitFor();
  await goTo(page, 9, 2);
  await runCommand(page, 'Show or Focus Hover');
  await page.locator('.monaco-hover-content').first().waitFor();
  await shoot('variables-readme');
  await page.keyboard.press('Escape');
  await variableRow(page, 'SESSION_SECRET').first().hover();
  await shoot('variables-hover');
  await runCommand(page, 'File: Focus on Files Explorer');
}

export const VARIABLES = {
  folder: prepare,
  async play(page, shoot) {
    // First, since the rows are there when the scan is done.
    await tree(page, shoot);
    await hover(page, shoot, 'variable-hover', SETTINGS, 'SESSION_SECRET');
    await hover(page, shoot, 'dotenv-hover', '.env', 'INVENTORY_URL');
    await hover(page, shoot, 'dotenv-hover-secret', '.env', 'SESSION_SECRET');
    await hover(page, shoot, 'procfile-hover', 'Procfile', 'worker:');
    await complete(page, shoot, 'procfile-completion', 'Procfile', 'nightly: python ');
    await previewRename(page, shoot);
    await complete(page, shoot, 'variable-completion', SETTINGS, '\nconst url = process.env.');
  },
};
