import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from '../../scripts/vscode-web.mjs';

/** Third-party cookies allowed: without them Chromium refuses the service worker that VS Code's webviews need. */
const PREFERENCES = { profile: { cookie_controls_mode: 0 } };

/** A page of a headless Chromium with a fresh profile, that talks to nobody but the served page. */
export async function openBrowser(viewport) {
  const profile = mkdtempSync(path.join(tmpdir(), 'twelve-factor-browser-'));
  mkdirSync(path.join(profile, 'Default'));
  writeFileSync(path.join(profile, 'Default', 'Preferences'), JSON.stringify(PREFERENCES));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findChromium(),
    viewport,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { page, close };
}
