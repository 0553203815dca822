import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { viewAt } from '../../tools/stage/next-view.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import { openBrowser, withoutBrowser } from '../support/browser.ts';
import { checkPage, desktop, phone as phoneSize } from '../support/page-checks.ts';
import { readQrPicture } from '../support/read-qr.ts';
import { ADMIN, type ConsoleOnStage, consoleOn, OPERATOR, VIEWER } from './console-stage.ts';

let stage: Stage;
let onStage: ConsoleOnStage;
let browser: Browser;
let context: BrowserContext | undefined;

describe.skipIf(withoutBrowser)('the page of a sign-in by QR code', () => {
  beforeAll(async () => {
    browser = await openBrowser();
    stage = await openStage();
    await stage.worker();
    onStage = await consoleOn(stage);
  });
  afterEach(async () => {
    await context?.close();
    stage.sandbox.control.changeSettings({ loginTokenSeconds: 30 });
  });
  afterAll(async () => {
    await browser?.close();
    await onStage?.close();
    await stage?.close();
  });

  const signIn = async (userId: number, viewport = desktop): Promise<Page> => {
    context = await browser.newContext({ viewport });
    const page = await context.newPage();
    await page.goto(await onStage.link({ kind: 'signIn', userId }));
    await page.getByRole('heading', { name: 'Sign-ins' }).waitFor();
    return page;
  };
  const shown = async (numberId: string): Promise<string> => {
    const { scan } = await viewAt(stage.logins, numberId, 'scan', { fits: (view) => view.scan !== undefined });
    return scan?.link ?? '';
  };

  it.each([desktop, phoneSize])(
    'begins with it, draws each one as it comes, and says the same in words: $width',
    async (size) => {
      const phone = `+4915112348${size.width}`;
      const { numberId } = await stage.enrol(phone, `Scan ${size.width}`, {});
      const page = await signIn(OPERATOR, size);
      const refused: string[] = [];
      page.on('console', (message) => refused.push(message.text()));
      await page
        .getByRole('combobox', { name: 'Number' })
        .selectOption({ label: `Scan ${size.width} (…${phone.slice(-4)})` });
      await page.getByRole('button', { name: 'By QR code', exact: true }).click();
      await page.waitForURL(`**/logins/${numberId}`);
      await page.getByRole('heading', { name: 'Scan the QR code' }).waitFor();
      await page.getByText('Link Desktop Device').first().waitFor();
      const picture = page.getByRole('img', { name: /^QR code that signs this number in/u });
      await picture.waitFor();
      const link = await shown(numberId);
      expect(readQrPicture(await picture.screenshot())).toBe(link);
      expect(await page.getByRole('link', { name: 'Open in Telegram on this device' }).getAttribute('href')).toBe(link);
      const box = await picture.boundingBox();
      expect(box?.width).toBeGreaterThan(200);
      expect((box?.x ?? -1) + (box?.width ?? Infinity)).toBeLessThanOrEqual(size.width);
      await checkPage(page);
      expect(refused).toEqual([]);
      stage.sandbox.control.scan(phone, link);
      await page.getByRole('heading', { name: /^Signed in as/u }).waitFor();
      expect(await picture.count()).toBe(0);
    },
  );

  it('goes over to it from a code, follows every new one, and goes back to a code', async () => {
    const phone = '+4915112348001';
    const { numberId } = await stage.enrol(phone, 'Scan 1', {});
    await stage.logins.start(phone);
    stage.sandbox.control.changeSettings({ loginTokenSeconds: 5 });
    const page = await signIn(OPERATOR);
    await page.goto(`${onStage.url}/logins/${numberId}`);
    await page.getByRole('button', { name: 'Sign in by QR code' }).click();
    const link = page.getByRole('link', { name: 'Open in Telegram on this device' });
    const first = await link.getAttribute('href');
    await expect.poll(async () => await link.getAttribute('href')).not.toBe(first);
    await page.getByRole('button', { name: 'Ask for a fresh code' }).click();
    await page.getByRole('heading', { name: 'Code sent to the Telegram app' }).waitFor();
    expect(await link.count()).toBe(0);
    await stage.logins.cancel(numberId);
  });

  it('lets an admin have it accepted by a session in the vault, for a reason', async () => {
    const phone = '+4915112348003';
    const { numberId } = await stage.enrol(phone, 'Scan 3', {});
    await stage.logins.start(phone, { scan: true });
    stage.sandbox.control.scan(phone, await shown(numberId));
    await viewAt(stage.logins, numberId, 'signedIn');
    stage.sandbox.control.changeSettings({ loginTokenSeconds: 8 });
    await stage.logins.start(phone, { scan: true, again: true });
    await shown(numberId);
    const operators = await signIn(OPERATOR);
    await operators.goto(`${onStage.url}/logins/${numberId}`);
    await operators.locator('.qr svg').waitFor();
    expect(await operators.getByText('Accept it with a session in the vault').count()).toBe(0);
    await context?.close();
    const page = await signIn(ADMIN, phoneSize);
    await page.goto(`${onStage.url}/logins/${numberId}`);
    await page.getByText('Accept it with a session in the vault').click();
    await page.getByLabel('Why? It stands in the audit.').fill('the phone is elsewhere');
    await checkPage(page);
    // What is half typed outlives the next QR code.
    const link = page.getByRole('link', { name: 'Open in Telegram on this device' });
    const before = await link.getAttribute('href');
    await expect.poll(async () => await link.getAttribute('href')).not.toBe(before);
    expect(await page.getByLabel('Why? It stands in the audit.').inputValue()).toBe('the phone is elsewhere');
    await page.getByRole('button', { name: 'Let the session in the vault accept it' }).click();
    await page.getByRole('heading', { name: /^Signed in as/u }).waitFor();
    const [row] = await stage.records.audit({ numberId, act: 'acceptScan', limit: 1 });
    expect(row).toMatchObject({ actor: `tg:${ADMIN}`, detail: 'the phone is elsewhere' });
  });

  it('shows it to nobody who may not answer, in no list and no stream of theirs', async () => {
    const phone = '+4915112348002';
    const { numberId } = await stage.enrol(phone, 'Scan 2', {});
    await stage.logins.start(phone, { scan: true });
    const link = await shown(numberId);
    const told: string[] = [];
    const page = await signIn(VIEWER);
    page.on('response', (response) => {
      // A stream has no end of its own: its events are read by the page below.
      if (!response.url().endsWith('/events'))
        void response.text().then(
          (text) => told.push(text),
          () => undefined,
        );
    });
    await page.goto(`${onStage.url}/logins/${numberId}`);
    await page.getByRole('heading', { name: 'Scan the QR code' }).waitFor();
    expect(await page.locator('.qr svg').count()).toBe(0);
    const stream = await page.evaluate<string, string>(async (path) => {
      const answer = await fetch(path);
      const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
      let read = '';
      while (reader !== undefined && !read.includes('"kind":"scan"')) read += (await reader.read()).value ?? '';
      await reader?.cancel();
      return read;
    }, `/api/logins/${numberId}/events?after=0`);
    const list = await page.evaluate<string>(`fetch('/api/logins').then((answer) => answer.text())`);
    expect(list).toContain(numberId);
    expect([...told, stream, list].join('\n')).not.toContain(link.slice(-43));
    await stage.logins.cancel(numberId);
  });
});
