import { chromium } from 'playwright-core';
import { findChromium } from '../../scripts/vscode-web.mjs';

/** A headless Chromium that talks to nobody but the served page. */
export function launchBrowser() {
  return chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  });
}
