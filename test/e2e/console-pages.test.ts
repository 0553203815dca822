import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../client/access/roles.ts';
import { describeView } from '../../client/texts/describe-view.ts';
import type { StepKind } from '../../domain/login-view.ts';
import { BOT_ID, dataOf, miniAppSigner } from '../client/web/mini-app-data.ts';
import { allSteps, viewWith } from '../client/views.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import { openBrowser, withoutBrowser } from '../support/browser.ts';
import { checkPage, desktop, phone as phoneSize } from '../support/page-checks.ts';
import { ADMIN, type ConsoleOnStage, consoleOn, OPERATOR, VIEWER } from './console-stage.ts';

/** Cells that begin or end beside the screen: a page scrolls down, not sideways. */
const columnsOutOfSight = `[...document.querySelectorAll('td')].filter((cell) => {
  const { left, right } = cell.getBoundingClientRect();
  return left < 0 || right > innerWidth;
}).length`;

let stage: Stage;
let onStage: ConsoleOnStage;
let browser: Browser;
let context: BrowserContext | undefined;
const operators = new Map<number, Role>();
const signer = miniAppSigner();

describe.skipIf(withoutBrowser)('the pages of the console', () => {
  beforeAll(async () => {
    browser = await openBrowser();
    stage = await openStage();
    await stage.worker();
    onStage = await consoleOn(stage, {
      operators: { roleOf: (userId) => operators.get(userId), all: () => operators },
      miniApp: { botId: BOT_ID, key: signer.key },
      limits: { recheckMs: 100 },
    });
  });
  beforeEach(() => {
    operators.set(ADMIN, 'admin').set(OPERATOR, 'operator').set(VIEWER, 'viewer');
  });
  afterEach(async () => {
    await context?.close();
  });
  afterAll(async () => {
    await browser?.close();
    await onStage?.close();
    await stage?.close();
  });

  const signIn = async (
    userId: number,
    {
      viewport = desktop,
      colorScheme = 'light',
      timezoneId = 'UTC',
    }: { viewport?: typeof desktop; colorScheme?: 'light' | 'dark'; timezoneId?: string } = {},
  ): Promise<Page> => {
    context = await browser.newContext({ viewport, colorScheme, timezoneId });
    const page = await context.newPage();
    await page.goto(await onStage.link({ kind: 'signIn', userId }));
    await page.getByRole('heading', { name: 'Sign-ins' }).waitFor();
    return page;
  };
  const row = (page: Page, label: string) => page.getByRole('listitem').filter({ hasText: label });

  it('list sign-ins with live states, start one and cancel one', async () => {
    const phone = '+4915112340001';
    const { numberId } = await stage.enrol(phone, 'Support 1', {});
    const page = await signIn(OPERATOR);
    await page.getByRole('combobox', { name: 'Number' }).selectOption({ label: 'Support 1 (…0001)' });
    await page.getByRole('button', { name: 'Start' }).click();
    await page.waitForURL(`**/logins/${numberId}`);
    await page.getByRole('heading', { name: 'Code sent to the Telegram app' }).waitFor();
    expect((await stage.logins.view(numberId))?.startedBy).toBe(`tg:${OPERATOR}`);
    await page.getByRole('link', { name: 'All sign-ins' }).click();
    await row(page, 'Support 1').getByText('Code sent to the Telegram app').waitFor();
    const { code } = await received(stage.sandbox, phone, 'app');
    const { stepId = '' } = (await stage.logins.view(numberId)) ?? {};
    await stage.logins.enterCode(numberId, stepId, code);
    await row(page, 'Support 1').getByText('Signed in as').waitFor();
    await stage.enrol('+4915112340002', 'Support 2', {});
    await stage.logins.start('+4915112340002');
    await row(page, 'Support 2').getByRole('button', { name: 'Cancel' }).click();
    await row(page, 'Support 2').getByText('Sign-in cancelled').waitFor();
  });

  it('put a sign-in off until a time by the browser’s own clock', async () => {
    const phone = '+4915112340011';
    const { numberId } = await stage.enrol(phone, 'Later desk', {});
    await stage.logins.start(phone);
    const page = await signIn(OPERATOR, { viewport: phoneSize, timezoneId: 'Europe/Berlin' });
    await page.goto(`${onStage.url}/logins/${numberId}`);
    await page.getByText('Come back later').click();
    const field = page.getByLabel('When is somebody there? (Europe/Berlin)');
    expect(await field.inputValue()).toMatch(/T09:00$/u);
    await checkPage(page);
    await page.getByRole('button', { name: 'Put it off until then' }).click();
    await page.getByRole('heading', { name: 'Put off' }).waitFor();
    // The page shows the answer, which its row follows.
    await expect
      .poll(async () => (await stage.logins.view(numberId))?.step)
      .toMatchObject({ kind: 'putOff', timeZone: 'Europe/Berlin' });
    await page.getByText(/Until .*09:00:00.* nothing is sent/u).waitFor();
    await page.getByText('Come back later').click();
    await page.getByRole('button', { name: 'End it for now' }).click();
    await page.getByRole('heading', { name: 'Sign-in cancelled' }).waitFor();
  });

  it('filter by state, also what changes meanwhile', async () => {
    await stage.enrol('+4915112340003', 'Support 3', {});
    const { view } = await stage.logins.start('+4915112340003');
    const page = await signIn(VIEWER);
    await page.getByRole('link', { name: 'Waiting for somebody' }).click();
    await row(page, 'Support 3').waitFor();
    expect(await row(page, 'Support 1').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Cancel' }).count()).toBe(0);
    await stage.logins.cancel(view.numberId);
    await page.getByText('No sign-ins here.').waitFor();
  });

  it('draw the timeline of a sign-in, and say the same in words', async () => {
    const { numberId } = await stage.logins.number('+4915112340001');
    const page = await signIn(VIEWER);
    await page.goto(`${onStage.url}/logins/${numberId}`);
    const picture = page.getByRole('img', { name: /^Timeline of Support 1: Asking Telegram for a code, / });
    const alternative = (await picture.getAttribute('aria-label')) ?? '';
    const path = (await stage.logins.view(numberId))?.path ?? [];
    expect(path.map(({ kind }) => kind)).toEqual(['requesting', 'enterCode', 'checkingCode', 'signedIn']);
    expect(await picture.locator('rect:not(.track)').count()).toBe(path.length);
    const rows = page.locator('.timeline tbody tr');
    expect(await rows.count()).toBe(path.length);
    for (const [index, { atMs }] of path.entries()) {
      const [name, lasted] = await Promise.all([
        rows.nth(index).locator('th').innerText(),
        rows.nth(index).locator('td').last().innerText(),
      ]);
      expect(alternative).toContain(`${name}, ${lasted}`);
      expect(await rows.nth(index).locator('time').getAttribute('datetime')).toBe(new Date(atMs).toISOString());
    }
  });

  it('draw every step there is from its view alone, as it comes', async () => {
    const { numberId } = await stage.enrol('+4915112340009', 'Support 9', {});
    const page = await signIn(OPERATOR, { viewport: phoneSize });
    const put = async (step: ReturnType<typeof allSteps>[number], version: number) => {
      const ended = ['signedIn', 'cancelled', 'failed'].includes(step.kind);
      const actions = ended ? [] : (['resend', 'noCode', 'restart', 'scan', 'later', 'cancel'] as const);
      const view = {
        ...viewWith(step),
        numberId,
        label: 'Support 9',
        version,
        stepId: `a-login/${version}`,
        ended,
        actions,
      };
      await stage.records.putView({ numberId, loginId: view.loginId, version, ended, view });
      return view;
    };
    const steps = allSteps(Date.now());
    await put({ kind: 'requesting' }, 1);
    await page.goto(`${onStage.url}/logins/${numberId}`);
    const checked = new Set<StepKind>();
    // An operator has none for a login e-mail address.
    const hasForm = new Set<StepKind>(['enterCode', 'enterPassword']);
    for (const [index, step] of steps.entries()) {
      const view = await put(step, index + 2);
      const { headline, lines } = describeView(view, Date.now(), { times: 'relative' });
      await expect.poll(() => page.locator('main h2').first().innerText(), { interval: 20 }).toBe(headline);
      // Times run: what stands before the first digit stays.
      const [first = ''] = lines.map((line) => line.split(/\d/u)[0] ?? '');
      await expect.poll(() => page.locator('.lines').first().innerText(), { interval: 20 }).toContain(first);
      expect(await page.locator('.entry').count()).toBe(hasForm.has(step.kind) ? 1 : 0);
      const hasSession = step.kind === 'signedIn' || (step.kind === 'failed' && step.why.code === 'ALREADY_SIGNED_IN');
      expect(await page.getByRole('button', { name: /beside this session/u }).count()).toBe(hasSession ? 1 : 0);
      if (!checked.has(step.kind)) await checkPage(page);
      checked.add(step.kind);
    }
    expect(checked.size).toBe(21);
  });

  it('show a sign-in that another version wrote as such, among the others', async () => {
    const { numberId } = await stage.enrol('+4915112340010', 'Desk 10', {});
    const view = { ...viewWith({ kind: 'requesting' }), loginId: 'another', numberId, label: 'Desk 10' };
    const put = (version: number, kind: string) =>
      stage.records.putView({
        numberId,
        loginId: view.loginId,
        version,
        ended: false,
        view: { ...view, version, step: { kind } },
      });
    await put(1, 'askedByPost');
    const page = await signIn(VIEWER);
    await row(page, 'Support 1').waitFor();
    await row(page, 'Desk 10').getByText('written by another version').waitFor();
    await checkPage(page);
    await put(2, 'requesting');
    await row(page, 'Desk 10').getByText('Asking Telegram for a code').waitFor();
    await put(3, 'askedByPost');
    await row(page, 'Desk 10').getByText('written by another version').waitFor();
    await page.goto(`${onStage.url}/logins/${numberId}`);
    await page.getByText('written by another version').waitFor();
  });

  it.each([
    ['a phone', phoneSize, 'light'],
    ['a phone', phoneSize, 'dark'],
    ['a desk', desktop, 'light'],
    ['a desk', desktop, 'dark'],
  ] as const)('stand on %s without anything in anybody’s way (%s, %s)', async (_where, viewport, colorScheme) => {
    const page = await signIn(ADMIN, { viewport, colorScheme });
    await row(page, 'Support 1').waitFor();
    await checkPage(page);
    const { numberId } = await stage.logins.number('+4915112340001');
    for (const [path, name] of [
      [`/logins/${numberId}`, 'Sign-in'],
      ['/numbers', 'Numbers'],
      ['/audit', 'Audit'],
      ['/api-docs', 'HTTP interface'],
    ] as const) {
      await page.goto(`${onStage.url}${path}`);
      await page.getByRole('heading', { name, level: 1, exact: true }).waitFor();
      await page.locator('table, details').first().waitFor();
      await checkPage(page);
      expect(await page.evaluate(columnsOutOfSight), path).toBe(0);
    }
    const back = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(back).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(15, 20, 25)');
  });

  it('are used by keyboard alone', async () => {
    const page = await signIn(ADMIN);
    await row(page, 'Support 1').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the page');
    await page.keyboard.press('Enter');
    for (let presses = 0; presses < 20; presses += 1) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate('document.activeElement.textContent')) === 'Support 1 (…0001)') break;
    }
    await page.keyboard.press('Enter');
    await page.waitForURL('**/logins/*');
  });

  it('lead back from an address where there is none', async () => {
    const page = await signIn(OPERATOR);
    const answer = await page.goto(`${onStage.url}/logins/no/such-page`);
    expect(answer?.status()).toBe(404);
    await page.getByRole('heading', { name: 'There is no page at this address.' }).waitFor();
    await checkPage(page);
    await page.getByRole('link', { name: 'All sign-ins' }).click();
    await page.getByRole('heading', { name: 'Sign-ins' }).waitFor();
  });

  it('tell strangers how to get in, and nothing else', async () => {
    context = await browser.newContext({ viewport: phoneSize });
    const page = await context.newPage();
    for (const path of ['/', '/audit', '/logins/0123456789abcdefghjk']) {
      await page.goto(`${onStage.url}${path}`);
      await page.getByText('You are not signed in').waitFor();
      expect(await page.locator('body').innerText()).not.toContain('Support');
      await checkPage(page);
    }
    await page.goto(`${onStage.url}/open`);
    await page.getByText('The link has no token.').waitFor();
  });

  it('stop being kept up to date when their operator is removed, and say so', async () => {
    const page = await signIn(OPERATOR);
    await row(page, 'Support 1').waitFor();
    operators.delete(OPERATOR);
    await page.getByText('You are not an operator any more').waitFor();
    await page.reload();
    await page.getByText('You are not signed in').waitFor();
    expect(await row(page, 'Support 1').count()).toBe(0);
  });

  it('sign an operator in who opens them as a Mini App, by what Telegram puts into the address', async () => {
    context = await browser.newContext({ viewport: phoneSize });
    const page = await context.newPage();
    const data = encodeURIComponent(signer.signed(dataOf(OPERATOR, Date.now())));
    const launch = `#tgWebAppData=${data}&tgWebAppVersion=9.5&tgWebAppPlatform=android`;
    await page.goto(`${onStage.url}/open${launch}`);
    await page.getByText(`Telegram user ${OPERATOR}, operator`).waitFor();
    expect(page.url()).toBe(`${onStage.url}/logins`);
    await page.goto(`${onStage.url}/open${launch}`);
    await page.getByText('This page has signed in already').waitFor();
  });

  it('sign out', async () => {
    const page = await signIn(OPERATOR);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are not signed in').waitFor();
  });
});
