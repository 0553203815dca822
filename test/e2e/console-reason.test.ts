import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import { openBrowser, withoutBrowser } from '../support/browser.ts';
import { checkPage, phone as phoneSize } from '../support/page-checks.ts';
import { ADMIN, type ConsoleOnStage, consoleOn, OPERATOR } from './console-stage.ts';

let stage: Stage;
let onStage: ConsoleOnStage;
let browser: Browser;
let context: BrowserContext | undefined;

describe.skipIf(withoutBrowser)('a number whose session the owner has ended, in the console', () => {
  beforeAll(async () => {
    browser = await openBrowser();
    stage = await openStage();
    await stage.worker();
    onStage = await consoleOn(stage);
  });
  afterEach(async () => {
    await context?.close();
  });
  afterAll(async () => {
    await browser?.close();
    await onStage?.close();
    await stage?.close();
  });

  const pageOf = async (userId: number, numberId: string): Promise<Page> => {
    context = await browser.newContext({ viewport: phoneSize });
    const page = await context.newPage();
    await page.goto(await onStage.link({ kind: 'signIn', userId }));
    await page.getByRole('heading', { name: 'Sign-ins' }).waitFor();
    await page.goto(`${onStage.url}/logins/${numberId}`);
    return page;
  };

  it('is begun again by an admin who says why, and by nobody else', async () => {
    const phone = '+4915112341001';
    const { numberId } = await stage.enrol(phone, 'Ended desk', {
      errors: [{ method: 'auth.sendCode', code: 401, message: 'SESSION_REVOKED' }],
    });
    await stage.logins.start(phone);
    const operators = await pageOf(OPERATOR, numberId);
    await operators.getByText('Ask the owner first.').first().waitFor();
    expect(await operators.getByRole('button', { name: 'Start another sign-in' }).count()).toBe(0);
    await context?.close();
    const page = await pageOf(ADMIN, numberId);
    const field = page.getByLabel('Why is it begun again?');
    await field.fill('  The owner asked for it.  ');
    await checkPage(page);
    await field.press('Enter');
    await page.getByRole('heading', { name: 'Code sent to the Telegram app' }).waitFor();
    const rows = await stage.records.audit({ limit: 50, numberId });
    expect(rows).toContainEqual(
      expect.objectContaining({ act: 'start', actor: `tg:${ADMIN}`, detail: 'The owner asked for it.' }),
    );
  });
});
