import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PagePlayer } from '../../tools/pictures/page-player.ts';
import { type DemoPage, runDemoPage } from '../../tools/pictures/run-demo-page.ts';
import { openBrowser, withoutBrowser } from '../support/browser.ts';
import { checkPage, desktop, phone } from '../support/page-checks.ts';
import { processesWith } from '../tools/demo-runs.ts';

let temporary: string;
let demo: DemoPage;
let browser: Browser;
let player: PagePlayer;
/** Where the page and its console have asked for anything. */
const asked = new Set<string>();

describe.skipIf(withoutBrowser)('the demo in a browser', () => {
  beforeAll(async () => {
    temporary = await realpath(await mkdtemp(join(tmpdir(), 'latchkey-page-test-')));
    demo = await runDemoPage({ ...process.env, TMPDIR: temporary });
    browser = await openBrowser();
    // What is still fading in has less contrast than it will have.
    const context = await browser.newContext({ viewport: desktop, reducedMotion: 'reduce' });
    context.on('request', (request) => asked.add(new URL(request.url()).hostname));
    player = new PagePlayer(await context.newPage());
    await player.open(demo.url);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
    await rm(temporary, { recursive: true, force: true });
  });

  it('tells a newcomer a whole story: login, code, a killed worker, keypad, password, score', async () => {
    const { page } = player;
    await checkPage(page);
    await player.takeOffer();
    await player.hint(/kill the worker/u);
    const code = await player.code();
    await player.press('Kill worker');
    await player.happened(/worker was killed/u).waitFor();
    await player.happened(/Another worker takes over/u).waitFor();
    await player.hint(new RegExp(`Enter ${code} in the chat`, 'u'));
    await player.typeOnKeypad(code);
    await page.getByText('●●●●●').waitFor();
    await checkPage(page);
    await player.press('✓');
    await player.hint(/never leaves the browser/u);
    // The password is awaited until tomorrow.
    await player.message(/\d{1,2} \p{L}+, \d\d:\d\d:\d\d/u).waitFor();
    const tab = await player.openConsole('Enter the password');
    await player.enterPassword(tab);
    await player.message(/^Support 1 .*Signed in as Support/u).waitFor();
    await player.hint(/Signed in, with the worker killed once: 1 code was sent, and nothing was asked twice/u);
    await tab.close();
    expect(await score(page)).toEqual({
      'signed in': 1,
      'codes sent': 1,
      'asked twice': 0,
      'workers killed': 1,
      'Temporal killed': 0,
      'connections cut': 0,
    });
    const told = await page.locator('.entry .what').allTextContents();
    expect(told.filter((text) => text.startsWith('auth.'))).toEqual([
      'auth.sendCode',
      'auth.signIn',
      'auth.checkPassword',
    ]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await checkPage(page);
    await page.emulateMedia({ colorScheme: 'light' });
  });

  it('goes on over a killed Temporal at the size of a phone, and takes the code by link', async () => {
    const { page } = player;
    await page.setViewportSize(phone);
    await player.press('Start another: Support 2');
    await player.hint(/\/login Support 2/u);
    await player.write('/login Support 2');
    await player.hint(/goes out as a text message by itself/u);
    await player.press('Kill Temporal');
    await checkPage(page);
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await player.happened(/Temporal runs again/u).waitFor();
    await player.happened(/^\d+\.\d s?Code sent by text message/u).waitFor();
    await checkPage(page);
    await page.keyboard.press('ArrowLeft');
    await page.locator('.notification.sms').waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    await checkPage(page);
    await page.emulateMedia({ colorScheme: 'light' });
    const code = await player.code();
    await page.getByRole('tab', { name: 'Chat' }).click();
    await checkPage(page);
    const tab = await player.openConsole('Enter the code');
    await tab.getByRole('textbox', { name: 'Code' }).fill(code);
    await tab.keyboard.press('Enter');
    await player.message(/^Support 2 .*Signed in as Support/u).waitFor();
    await player.hint(/Signed in, with Temporal killed once/u);
    await tab.close();
    expect(await score(page)).toMatchObject({ 'signed in': 2, 'codes sent': 3, 'asked twice': 0 });
  });

  it('starts by a shared contact, and signs in over a cut connection, after a wrong code', async () => {
    const { page } = player;
    await page.setViewportSize({ width: 1024, height: 768 });
    await player.press('Start another: Support 3');
    await player.hint(/\/login Support 3/u);
    await player.press('Share the contact of the account');
    await player.press('Start the sign-in');
    await player.hint(/Mistype it first/u);
    await player.typeOnKeypad('11111');
    await player.press('✓');
    await player.hint(/Now enter the right one/u);
    await player.message(/2 tries left/u).waitFor();
    await player.press('Drop connection');
    await player.happened(/next connection will be cut/u).waitFor();
    await player.typeOnKeypad(await player.code());
    await player.press('✓');
    await player.happened(/Connection cut/u).waitFor();
    await player.hint(/Signed in, with the connection cut once: 1 code was sent, and nothing was asked twice/u);
  });

  it('leads to the console, where the same sign-ins stand', async () => {
    const tab = await player.openConsole('console');
    await tab
      .getByRole('link', { name: /Support 3/u })
      .first()
      .waitFor();
    await tab.close();
  });

  it('shows that a code which is posted is deleted', async () => {
    await player.press('Start another: Support 4');
    await player.hint(/\/login Support 4/u);
    await player.takeOffer();
    await player.hint(/text message, and none comes/u);
    await player.write('12345');
    await player.message(/I deleted your message/u).waitFor();
    await player.page.locator('.message.mine').filter({ hasText: '12345' }).waitFor({ state: 'detached' });
  });

  it('follows the account that is chosen: hint, timeline and what is killed', async () => {
    const { page } = player;
    const which = page.locator('#which');
    await which.selectOption('Support 1');
    await player.hint(/Signed in, with the worker killed once: .* Start another account/u);
    await player.press('Kill worker');
    await player.hint(/Signed in, with the worker killed 2 times/u);
    expect(await page.locator('.entry:not(.gone)').filter({ hasText: 'worker was killed' }).count()).toBe(2);
    await player.happened(/Another worker takes over/u).waitFor();
    await which.selectOption('Support 4');
    await player.hint(/text message, and none comes/u);
    expect(await page.locator('.entry:not(.gone)').filter({ hasText: 'worker was killed' }).count()).toBe(0);
  });

  it('has one account at a time that nobody has begun with', async () => {
    const { page } = player;
    await player.press('Start another: Support 5');
    await player.hint(/finish the sign-in of “Support 4”/u);
    const another = page.locator('#startAnother');
    await another
      .and(page.locator('[aria-disabled=true]'))
      .filter({ hasText: /^Start another$/u })
      .waitFor();
  });

  it('asks nobody outside of this machine for anything', () => {
    expect([...asked]).toEqual(['127.0.0.1']);
  });

  it('leaves nothing behind on Ctrl-C', async () => {
    await browser.close();
    expect(await demo.stop()).toBe(0);
    expect([...processesWith(temporary), ...(await readdir(temporary))]).toEqual([]);
  });
});

async function score(page: Page): Promise<Record<string, number>> {
  const names = await page.locator('#score dt').allTextContents();
  const values = await page.locator('#score dd').allTextContents();
  return Object.fromEntries(names.map((name, place) => [name, Number(values[place])]));
}
