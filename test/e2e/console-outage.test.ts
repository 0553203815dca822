import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { issueLink } from '../../client/access/links.ts';
import type { LoginView } from '../../domain/login-view.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { viewAt } from '../../tools/stage/next-view.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import { openBrowser, withoutBrowser } from '../support/browser.ts';
import { checkPage, phone as phoneSize } from '../support/page-checks.ts';
import { OPERATOR } from './console-stage.ts';
import { freePort } from '../../tools/stage/free-port.ts';

const program = join(import.meta.dirname, '../../bin/latchkey.ts');
const PASSWORD = 'correct horse';
/** After about eight seconds. */
const MANY_ATTEMPTS = 6;

let stage: Stage;
let browser: Browser;
let env: Record<string, string>;
let url: string;
let operatorsFile: string;
let web: ChildProcess | undefined;
const pages: Page[] = [];

describe.skipIf(withoutBrowser)('an open page while the console is down', () => {
  beforeAll(async () => {
    browser = await openBrowser();
    stage = await openStage();
    await stage.worker();
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    operatorsFile = join(stage.home, 'operators');
    env = { ...stage.env, LATCHKEY_WEB_LISTEN: `127.0.0.1:${port}`, LATCHKEY_OPERATORS_FILE: operatorsFile };
  });
  beforeEach(async () => {
    writeFileSync(operatorsFile, `${OPERATOR}:operator\n`);
    await startWeb();
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close();
    await killWeb();
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });

  const opened = async (view: LoginView): Promise<{ page: Page; failedEntries: () => number }> => {
    const page = await (await browser.newContext({ viewport: phoneSize })).newPage();
    pages.push(page);
    let failed = 0;
    page.on('requestfailed', (request) => (failed += /\/(?:code|challenge|proof)$/u.test(request.url()) ? 1 : 0));
    const { numberId, loginId, stepId } = view;
    await page.goto(
      await issueLink(stage.records, url, { kind: 'answer', userId: OPERATOR, numberId, loginId, stepId }),
    );
    await page.getByRole('textbox').waitFor();
    return { page, failedEntries: () => failed };
  };
  const lost = (page: Page) => page.getByText('The connection to the console is lost.');
  const signedIn = (page: Page) => page.getByRole('heading', { name: /^Signed in as/u });

  it('keeps a code that is entered, sends it when the console is back, and takes the warning away', async () => {
    const phone = '+4915112350001';
    await stage.enrol(phone, 'Outage 1', {});
    const { view } = await stage.logins.start(phone);
    const { code } = await received(stage.sandbox, phone, 'app');
    const { page, failedEntries } = await opened(view);
    await killWeb();
    await page.getByRole('textbox').fill(code);
    await page.keyboard.press('Enter');
    await lost(page).waitFor();
    await checkPage(page);
    await expect.poll(failedEntries, { timeout: 20_000 }).toBeGreaterThanOrEqual(MANY_ATTEMPTS);
    expect(await page.getByRole('textbox').inputValue()).toBe(code);
    await startWeb();
    await signedIn(page).waitFor();
    await expect.poll(() => lost(page).isVisible()).toBe(false);
  });

  it('keeps a password, of which the console hears nothing but the proof', async () => {
    const phone = '+4915112350002';
    const { numberId } = await stage.enrol(phone, 'Outage 2', { password2fa: { password: PASSWORD } });
    const { view } = await stage.logins.start(phone);
    const { code } = await received(stage.sandbox, phone, 'app');
    await stage.logins.enterCode(numberId, view.stepId, code);
    const { page, failedEntries } = await opened(await viewAt(stage.logins, numberId, 'enterPassword'));
    await page.getByRole('textbox').fill(PASSWORD);
    await Promise.all([page.waitForRequest('**/password/challenge'), page.keyboard.press('Enter')]);
    await killWeb();
    await expect.poll(failedEntries, { timeout: 20_000 }).toBeGreaterThanOrEqual(MANY_ATTEMPTS);
    expect(await page.getByRole('textbox').inputValue()).toBe(PASSWORD);
    await startWeb();
    await signedIn(page).waitFor();
    await expect.poll(() => lost(page).isVisible()).toBe(false);
  });

  it('says so when what was entered cannot be used any more', async () => {
    const phone = '+4915112350003';
    const { numberId } = await stage.enrol(phone, 'Outage 3', { password2fa: { password: PASSWORD } });
    const { view } = await stage.logins.start(phone);
    const { code } = await received(stage.sandbox, phone, 'app');
    const { page } = await opened(view);
    await killWeb();
    await page.getByRole('textbox').fill(code);
    await page.keyboard.press('Enter');
    await lost(page).waitFor();
    await stage.logins.enterCode(numberId, view.stepId, code);
    await viewAt(stage.logins, numberId, 'enterPassword');
    await startWeb();
    await page.getByText('What you typed was not used. The sign-in has gone on meanwhile.').waitFor();
    await page.getByRole('textbox', { name: /^Password/u }).waitFor();
    await checkPage(page);
    await stage.logins.cancel(numberId);
  });

  it('takes its warning away by itself, and ends when its operator was removed meanwhile', async () => {
    const phone = '+4915112350004';
    const { numberId } = await stage.enrol(phone, 'Outage 4', {
      deliveries: [{ type: 'App', timeoutSeconds: 120 }, { type: 'Sms' }],
    });
    const { view } = await stage.logins.start(phone);
    const { page } = await opened(view);
    await killWeb();
    await lost(page).waitFor();
    await startWeb();
    await expect.poll(() => lost(page).isVisible()).toBe(false);
    await page.getByRole('timer').waitFor();
    await killWeb();
    await lost(page).waitFor();
    writeFileSync(operatorsFile, '1:admin\n');
    await startWeb();
    await expectEnd(page);
    await stage.logins.cancel(numberId);
  });

  it('ends within five seconds when its operator is removed', async () => {
    const phone = '+4915112350005';
    const { numberId } = await stage.enrol(phone, 'Outage 5', {
      deliveries: [{ type: 'App', timeoutSeconds: 120 }, { type: 'Sms' }],
    });
    const { view } = await stage.logins.start(phone);
    const { page } = await opened(view);
    await page.getByRole('timer').waitFor();
    writeFileSync(operatorsFile, '1:admin\n');
    await expectEnd(page, 5_000);
    await stage.logins.cancel(numberId);
  });

  const expectEnd = async (page: Page, timeout = 10_000): Promise<void> => {
    await page.getByRole('alert').getByText('You are not an operator any more').waitFor({ timeout });
    expect(await page.getByRole('timer').count()).toBe(0);
    expect(await page.getByRole('textbox').count()).toBe(0);
    expect(await page.getByRole('button').count()).toBe(0);
    await checkPage(page);
  };
});

async function startWeb(): Promise<void> {
  web = spawn(process.execPath, [program, 'web'], { env, stdio: 'ignore' });
  const status = () =>
    fetch(`${url}/readyz`).then(
      (answer) => answer.status,
      () => 0,
    );
  await expect.poll(status, { timeout: 20_000 }).toBe(200);
}

async function killWeb(): Promise<void> {
  if (web === undefined || web.exitCode !== null || web.signalCode !== null) return;
  const ended = once(web, 'exit');
  web.kill('SIGKILL');
  await ended;
}
