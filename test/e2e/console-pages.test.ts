import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { received } from '../../tools/stage/account-owner.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import { openBrowser, withoutBrowser } from '../support/browser.ts';
import { type ConsoleOnStage, consoleOn, OPERATOR } from './console-stage.ts';

let stage: Stage;
let onStage: ConsoleOnStage;
let browser: Browser;

describe.skipIf(withoutBrowser)('the pages of the console', () => {
  beforeAll(async () => {
    browser = await openBrowser();
    stage = await openStage();
    await stage.worker();
    onStage = await consoleOn(stage);
  });
  afterAll(async () => {
    await browser?.close();
    await onStage?.close();
    await stage?.close();
  });

  it('takes a code and a password by a one-time link', async () => {
    const phone = '+4915112340001';
    const { numberId } = await stage.enrol(phone, 'Support 1', {
      password2fa: { password: 'correct horse', hint: 'a horse' },
    });
    const { view } = await stage.logins.start(phone);
    const { code } = await received(stage.sandbox, phone, 'app');
    const { loginId, stepId } = view;
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    page.on('console', (m) => console.log('CONSOLE', m.text()));
    page.on('pageerror', (m) => console.log('ERR', m));
    await page.goto(await onStage.link({ kind: 'answer', userId: OPERATOR, numberId, loginId, stepId }));
    await page.getByRole('textbox', { name: 'Code' }).fill(`${code.slice(0, 2)} ${code.slice(2)}`);
    await page.screenshot({ path: '/tmp/w1-shot1.png', fullPage: true });
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: /^Password/u }).fill('correct horse');
    await page.screenshot({ path: '/tmp/w1-shot2.png', fullPage: true });
    await page.getByRole('button', { name: 'Enter the password' }).click();
    await page.getByRole('heading', { name: /^Signed in as/u }).waitFor({ timeout: 10_000 });
    await page.screenshot({ path: '/tmp/w1-shot3.png', fullPage: true });
    expect(page.url()).toBe(`${onStage.url}/logins/${numberId}`);
  });
});
