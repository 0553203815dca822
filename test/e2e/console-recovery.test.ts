import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LoginView } from '../../domain/login-view.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { viewAt } from '../../tools/stage/next-view.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import { openBrowser, withoutBrowser } from '../support/browser.ts';
import { checkPage, phone as phoneSize } from '../support/page-checks.ts';
import { type RecordingProxy, recordingProxy } from '../support/recording-proxy.ts';
import { writings } from '../vault/canaries.ts';
import { ADMIN, type ConsoleOnStage, consoleOn, OPERATOR } from './console-stage.ts';

const NEW_PASSWORD = 'canary-neues-Paßwort-4711';
const password2fa = {
  password: 'forgotten',
  hint: 'a horse',
  recoveryEmail: 'owner@example.org',
  recoveryCode: '748392',
};

let stage: Stage;
let onStage: ConsoleOnStage;
let proxy: RecordingProxy;
let browser: Browser;
const pages: Page[] = [];

describe.skipIf(withoutBrowser)('a forgotten password, recovered in a browser', () => {
  beforeAll(async () => {
    browser = await openBrowser();
    stage = await openStage();
    await stage.worker();
    onStage = await consoleOn(stage);
    proxy = await recordingProxy(onStage.url);
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close();
  });
  afterAll(async () => {
    await browser?.close();
    await proxy?.close();
    await onStage?.close();
    await stage?.close();
  });

  const atPassword = async (phone: string, more: { recoveryEmail?: string } = password2fa): Promise<LoginView> => {
    const { numberId } = await stage.enrol(phone, `Support ${phone.slice(-4)}`, {
      password2fa: { password: 'forgotten', hint: 'a horse', recoveryCode: '748392', ...more },
    });
    const { view } = await stage.logins.start(phone);
    const { code } = await received(stage.sandbox, phone, 'app');
    return (await stage.logins.enterCode(numberId, view.stepId, code)).view;
  };
  const pageOf = async (view: LoginView, userId: number): Promise<Page> => {
    const context = await browser.newContext({ viewport: phoneSize, hasTouch: true });
    const page = await context.newPage();
    pages.push(page);
    const { numberId, loginId, stepId } = view;
    const link = new URL(await onStage.link({ kind: 'answer', userId, numberId, loginId, stepId }));
    await page.goto(`${proxy.url}/open${link.hash}`);
    await page
      .getByRole('heading', { name: view.step.kind === 'enterPassword' ? /^Password/u : /password/iu })
      .waitFor();
    return page;
  };
  const askForMail = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Have a recovery code mailed' }).tap();
    await page.getByText('A recovery code was mailed to o***r@').waitFor();
  };
  const enterCode = async (page: Page, code: string): Promise<void> => {
    await page.getByRole('textbox', { name: 'Recovery code' }).fill(code);
    await page.getByRole('button', { name: 'Enter the recovery code' }).tap();
  };
  const send = (page: Page) => page.getByRole('button', { name: 'cannot be taken back' });
  const confirmation = (page: Page) => page.getByRole('textbox', { name: 'To confirm' });

  it('sets a new one that crosses no network, and is confirmed by the last digits', async () => {
    const asked = await atPassword('+4915112380001');
    const page = await pageOf(asked, ADMIN);
    await askForMail(page);
    await checkPage(page);
    await enterCode(page, '111111');
    await page.getByRole('alert').getByText('That recovery code is wrong.').waitFor();
    await enterCode(page, ' 748 392 ');
    await page.getByRole('heading', { name: 'A new password, or none' }).waitFor();
    await checkPage(page);
    await send(page).tap();
    await page.getByRole('alert').getByText('Choose what is to become').waitFor();
    await page.getByRole('radio', { name: 'Set a new password' }).check();
    await checkPage(page);
    await page.getByRole('textbox', { name: 'New password', exact: true }).fill(NEW_PASSWORD);
    await page.getByRole('textbox', { name: 'New password once more' }).fill('another');
    await page.getByRole('textbox', { name: 'Hint' }).fill('nothing to do with it');
    await confirmation(page).fill('0001');
    await send(page).tap();
    await page.getByRole('alert').getByText('The two passwords are not the same.').waitFor();
    await page.getByRole('textbox', { name: 'New password once more' }).fill(NEW_PASSWORD);
    await confirmation(page).fill('9999');
    await send(page).tap();
    await page.getByRole('alert').getByText('Those are not the last four digits').waitFor();
    expect(stage.sandbox.control.calls({ method: 'auth.recoverPassword' }).calls).toEqual([]);
    await confirmation(page).fill('0001');
    await send(page).tap();
    await page.getByRole('heading', { name: /^Signed in/u }).waitFor();
    await checkPage(page);

    const [requests, answers] = [proxy.requests(), proxy.answers()];
    const secrets = writings(NEW_PASSWORD).map((one) => one.toString('latin1'));
    expect([requests, answers].filter((bytes) => secrets.some((one) => bytes.includes(one)))).toEqual([]);
    // What was looked through does hold what must cross, and the code in one request.
    expect(requests.match(/"hash":"[A-Za-z0-9+/]{342}=="/gu)).toHaveLength(1);
    expect(requests.split('748 392')).toHaveLength(2);
    expect([requests, answers].filter((bytes) => bytes.includes('748392'))).toEqual([]);
    const { hint } = stage.sandbox.control.account('+4915112380001').scenario.password2fa ?? {};
    expect(hint).toBe('nothing to do with it');
  });

  it('removes it', async () => {
    const asked = await atPassword('+4915112380002');
    const page = await pageOf(asked, ADMIN);
    await askForMail(page);
    await enterCode(page, '748392');
    await page.getByRole('radio', { name: 'Remove the password' }).check();
    await confirmation(page).fill('0002');
    await send(page).tap();
    await page.getByRole('heading', { name: /^Signed in/u }).waitFor();
    expect(stage.sandbox.control.account('+4915112380002').scenario.password2fa).toBeUndefined();
  });

  it('is for admins: an operator sees no way to it, and may only go back', async () => {
    const asked = await atPassword('+4915112380003');
    const page = await pageOf(asked, OPERATOR);
    expect(await page.getByRole('button', { name: 'Have a recovery code mailed' }).count()).toBe(0);
    const admin = await pageOf(asked, ADMIN);
    await askForMail(admin);
    await page.getByText('takes the role admin').waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
    await checkPage(page);
    await page.getByRole('button', { name: 'Back to the password' }).tap();
    await viewAt(stage.logins, asked.numberId, 'enterPassword');
  });

  it('that Telegram cannot recover leaves no button for it, and says what is left', async () => {
    const asked = await atPassword('+4915112380004', {});
    const page = await pageOf(asked, ADMIN);
    await page.getByText('Telegram offers no recovery by e-mail for this account.').waitFor();
    await page.getByText('Latchkey never deletes an account.').waitFor();
    expect(await page.getByRole('button', { name: 'Have a recovery code mailed' }).count()).toBe(0);
    await checkPage(page);
  });
});
