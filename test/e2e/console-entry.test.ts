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
import { type ConsoleOnStage, consoleOn, OPERATOR } from './console-stage.ts';

const PASSWORD = 'canary-Passwort-für-die-zweite-Stufe-0815';
const CODE = '7391846';

let stage: Stage;
let onStage: ConsoleOnStage;
let proxy: RecordingProxy;
let browser: Browser;
const pages: Page[] = [];

describe.skipIf(withoutBrowser)('a code and a password, entered in a browser', () => {
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

  /** A browser of its own, on a phone, with whatever its pages complain about. */
  const newPage = async (): Promise<{ page: Page; complaints: string[] }> => {
    const context = await browser.newContext({ viewport: phoneSize, hasTouch: true });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    pages.push(page);
    return { page, complaints };
  };
  const linkTo = async (view: LoginView): Promise<string> => {
    const { numberId, loginId, stepId } = view;
    const link = new URL(await onStage.link({ kind: 'answer', userId: OPERATOR, numberId, loginId, stepId }));
    return `${proxy.url}/open${link.hash}`;
  };
  const heading = (page: Page, name: RegExp) => page.getByRole('heading', { name });
  const codeField = (page: Page) => page.getByRole('textbox', { name: 'Code' });
  const passwordField = (page: Page) => page.getByRole('textbox', { name: /^Password/u });

  it('sign in, and of all that crosses the network the password is nowhere and the code in one request', async () => {
    const phone = '+4915198765432';
    const { numberId } = await stage.enrol(phone, 'Canary desk', {
      deliveries: [{ type: 'App', length: 7 }],
      code: CODE,
      password2fa: { password: PASSWORD, hint: 'canary' },
    });
    const { view } = await stage.logins.start(phone);
    const { page, complaints } = await newPage();
    const link = await linkTo(view);
    await page.goto(link);
    expect(await codeField(page).getAttribute('inputmode')).toBe('numeric');
    expect(await codeField(page).getAttribute('autocomplete')).toBe('one-time-code');
    await checkPage(page);
    await codeField(page).fill(` ${CODE.slice(0, 3)} ${CODE.slice(3)}`);
    await page.keyboard.press('Enter');
    await passwordField(page).fill('not the password');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('That password is wrong.').waitFor();
    await checkPage(page);
    await passwordField(page).fill(PASSWORD);
    await page.getByRole('button', { name: 'Enter the password' }).tap();
    await heading(page, /^Signed in as/u).waitFor();
    await checkPage(page);
    await expect.poll(async () => (await stage.logins.view(numberId))?.step.kind).toBe('signedIn');
    expect(complaints).toEqual([]);

    const [requests, answers] = [proxy.requests(), proxy.answers()];
    const typed = `${CODE.slice(0, 3)} ${CODE.slice(3)}`;
    expect(
      [requests, answers].filter((bytes) => writings(PASSWORD).some((one) => bytes.includes(one.toString('latin1')))),
    ).toEqual([]);
    expect(`${requests}${answers}`).not.toContain('not the password');
    expect(requests.split(typed)).toHaveLength(2);
    expect(answers.includes(typed) || [requests, answers].some((bytes) => bytes.includes(CODE))).toBe(false);
    // What was looked through does hold what must cross.
    expect(requests.match(/"m1":"[A-Za-z0-9+/]{43}="/gu)).toHaveLength(3);
    expect(answers).toContain('Canary desk');
    expect(`${requests}${answers}`).not.toContain(phone.slice(1));
    // The secret of the link crosses once, in a body; no address carries it.
    const secret = new URL(link).hash.slice(1);
    expect(requests.split(secret)).toHaveLength(2);
    expect(requests).toContain(`{"token":"${secret}"}`);
    expect(requests).not.toMatch(/^referer:/imu);
  });

  it('tell a slip before anything is sent, and a wrong code without losing the place', async () => {
    const phone = '+4915112340002';
    await stage.enrol(phone, 'Support 2', {});
    const { view } = await stage.logins.start(phone);
    const { code } = await received(stage.sandbox, phone, 'app');
    const { page } = await newPage();
    await page.goto(await linkTo(view));
    await codeField(page).fill('12');
    await page.keyboard.press('Enter');
    await page.getByText('The code has 5 digits, and 2 were typed.').first().waitFor();
    await codeField(page).fill(code === '11111' ? '22222' : '11111');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('That code is wrong.').waitFor();
    expect(await page.evaluate('`${document.activeElement.id}:${document.activeElement.value}`')).toBe('entry:');
    await codeField(page).pressSequentially(`${code.slice(0, 2)}-${code.slice(2)}`);
    await page.keyboard.press('Enter');
    await heading(page, /^Signed in as/u).waitFor();
  });

  it('follow what others do, count down to the resend, and keep what is half typed', async () => {
    const phone = '+4915112340003';
    const { numberId } = await stage.enrol(phone, 'Support 3', {
      deliveries: [{ type: 'App', timeoutSeconds: 60 }, { type: 'Sms' }],
    });
    const { view } = await stage.logins.start(phone);
    const { page } = await newPage();
    await page.goto(await linkTo(view));
    const timer = page.getByRole('timer');
    const before = await timer.textContent();
    expect(before).toMatch(/^Next code goes out by itself in [01]:\d\d$/u);
    await expect.poll(() => timer.textContent()).not.toBe(before);
    await codeField(page).pressSequentially('12');
    await viewAt(stage.logins, numberId, 'enterCode', { fits: ({ step }) => step.heldUntilMs !== undefined });
    await page.getByText(/It waits because the entry is open/u).waitFor();
    expect(await codeField(page).inputValue()).toBe('12');
    await stage.logins.cancel(numberId);
    await heading(page, /^Sign-in cancelled/u).waitFor();
    expect(await codeField(page).count()).toBe(0);
  });

  it('are asked for a way out when no code comes', async () => {
    const phone = '+4915112340004';
    await stage.enrol(phone, 'Support 4', { deliveries: [{ type: 'App', delivered: false }] });
    const { view } = await stage.logins.start(phone);
    const { page } = await newPage();
    await page.goto(await linkTo(view));
    await page.getByRole('button', { name: 'It is open nowhere' }).tap();
    await page.getByText('The account is open nowhere').waitFor();
    await page.getByRole('button', { name: 'Cancel the sign-in' }).tap();
    await page.getByRole('button', { name: 'Go on' }).tap();
    await page.getByRole('button', { name: 'Cancel the sign-in' }).tap();
    await page.getByRole('button', { name: 'Really cancel' }).tap();
    await heading(page, /^Sign-in cancelled/u).waitFor();
  });

  it('are taken from two links in one browser, each in its tab', async () => {
    const phones = ['+4915112340006', '+4915112340007'] as const;
    const { page: first } = await newPage();
    for (const [index, phone] of phones.entries()) {
      await stage.enrol(phone, `Support ${6 + index}`, { password2fa: { password: PASSWORD } });
      const { view } = await stage.logins.start(phone);
      const page = index === 0 ? first : await first.context().newPage();
      await page.goto(await linkTo(view));
      await codeField(page).waitFor();
    }
    await codeField(first).fill((await received(stage.sandbox, phones[0], 'app')).code);
    await first.keyboard.press('Enter');
    await passwordField(first).fill(PASSWORD);
    await first.keyboard.press('Enter');
    await heading(first, /^Signed in as/u).waitFor();
  });

  it('say whose link they were opened by, and what went wrong after that', async () => {
    const phone = '+4915112340008';
    await stage.enrol(phone, 'Support 8', {});
    const { view } = await stage.logins.start(phone);
    const { page } = await newPage();
    await page.route(/\/api\/logins\/\w+$/u, (route) =>
      route.fulfill({ status: 503, json: { title: 'The records cannot be read', detail: 'Look.', code: 'INTERNAL' } }),
    );
    await page.goto(await linkTo(view));
    await page.getByText('The records cannot be read').waitFor();
    await page.getByText(`Opened by the link of Telegram user ${OPERATOR}, operator`).waitFor();
    await checkPage(page);
  });

  it('have their link once: a second browser is told to ask the bot again, and so is whoever comes when the step has gone on', async () => {
    const phone = '+4915112340005';
    await stage.enrol(phone, 'Support 5', { password2fa: { password: PASSWORD } });
    const { view } = await stage.logins.start(phone);
    const { code } = await received(stage.sandbox, phone, 'app');
    const [link, late] = [await linkTo(view), await linkTo(view)];
    const first = await newPage();
    await first.page.goto(link);
    await codeField(first.page).fill(code);
    const second = await newPage();
    await second.page.goto(link);
    await second.page.getByText('This link was used already').waitFor();
    await second.page.getByText('Ask the bot again: /login for a sign-in, /console for the console.').waitFor();
    await checkPage(second.page);
    await first.page.keyboard.press('Enter');
    await passwordField(first.page).waitFor();
    const third = await newPage();
    await third.page.goto(late);
    await third.page.getByText('The sign-in has gone on since this link was made').waitFor();
    await third.page.getByText('Press "New link"').waitFor();
    expect(await passwordField(third.page).count()).toBe(0);
  });
});
