import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Real Chromium, where there is one: `CHROMIUM_PATH`, or where Debian puts it. */
export const chromiumPath = process.env['CHROMIUM_PATH'] ?? places.find((place) => existsSync(place));

/** Tests of pages need a browser. Without one they are left out, and say so; in CI, where there must be one, they fail. */
export const withoutBrowser = chromiumPath === undefined && process.env['CI'] === undefined;
if (withoutBrowser) {
  console.warn('No Chromium was found: the tests of pages are left out. Install it, or set CHROMIUM_PATH.');
}

export async function openBrowser(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('No Chromium was found. Install it, or set CHROMIUM_PATH.');
  return await chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
