import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { received } from '../../tools/stage/account-owner.ts';
import { viewAt } from '../../tools/stage/next-view.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import type { WorkerProcess } from '../../tools/stage/worker.ts';
import { openBrowser, withoutBrowser } from '../support/browser.ts';
import { checkPage, phone as phoneSize } from '../support/page-checks.ts';
import { ADMIN, consoleOn, type ConsoleOnStage, OPERATOR } from './console-stage.ts';

const ADDRESS = 'canary-ana@example.org';
const PASSWORD = 'correct horse';

let stage: Stage;
let worker: WorkerProcess;

beforeAll(async () => {
  stage = await openStage();
  worker = await stage.worker();
});
afterAll(async () => {
  await stage.close();
});

const restart = async (): Promise<void> => {
  await worker.kill();
  worker = await stage.worker();
};

describe('an account that Telegram wants a login e-mail address for', () => {
  it('is signed in: address, code from the e-mail, code by text message, password; the worker is killed in between', async () => {
    const phone = '+4915112310001';
    const { numberId } = await stage.enrol(phone, 'Email 1', {
      deliveries: [{ type: 'SetUpEmailRequired', nextType: null }, { type: 'Sms' }],
      password2fa: { password: PASSWORD },
    });
    const { view } = await stage.logins.start(phone);
    expect(view.step.kind).toBe('enterEmail');
    await restart();
    const slip = await stage.logins.enterEmail(numberId, view.stepId, { email: ADDRESS, confirmation: '9999' });
    expect(slip.refusal?.code).toBe('CONFIRMATION_WRONG');
    const named = await stage.logins.enterEmail(numberId, view.stepId, { email: ADDRESS, confirmation: '0001' });
    expect(named.view.step).toMatchObject({
      kind: 'enterCode',
      verifies: true,
      delivery: { emailPattern: 'c***@e***.org' },
    });
    await restart();
    const mail = await received(stage.sandbox, phone, 'email');
    const proven = await stage.logins.enterCode(numberId, named.view.stepId, mail.code);
    expect(proven.view.step).toMatchObject({ kind: 'enterCode', delivery: { type: 'Sms' } });
    await restart();
    const { code } = await received(stage.sandbox, phone, 'sms');
    const asked = await stage.logins.enterCode(numberId, proven.view.stepId, code);
    const done = await stage.logins.submitPassword(numberId, asked.view.stepId, PASSWORD);
    expect(done.view.step.kind).toBe('signedIn');
    const acts = (await stage.records.audit({ numberId, limit: 30 })).map(({ act }) => act);
    expect(acts).toEqual(expect.arrayContaining(['enterEmail', 'verifyEmail', 'enterPassword']));
    const temporal = (await readdir(stage.home, { recursive: true })).filter((name) =>
      name.includes('temporal.sqlite'),
    );
    expect(temporal.length).toBeGreaterThan(0);
    const files = [stage.config.vault.file, stage.logFile, ...temporal.map((name) => join(stage.home, name))];
    for (const file of files) expect((await readFile(file)).includes(ADDRESS)).toBe(false);
  });

  it('says that a code may come which cannot be used, when the answer to the proof is lost', async () => {
    const phone = '+4915112310002';
    const { numberId } = await stage.enrol(phone, 'Email 2', {
      deliveries: [{ type: 'SetUpEmailRequired', nextType: null }, { type: 'Sms' }],
    });
    const { view } = await stage.logins.start(phone);
    const named = await stage.logins.enterEmail(numberId, view.stepId, { email: ADDRESS, confirmation: '0002' });
    const { code } = await received(stage.sandbox, phone, 'email');
    stage.sandbox.control.setFaults([{ method: 'account.verifyEmail', phone, action: 'dropAfter' }]);
    const lost = await stage.logins.enterCode(numberId, named.view.stepId, code);
    expect(lost.view.step.kind).toBe('outcomeUnknown');
    expect(stage.sandbox.control.calls().counts[phone.slice(1)]).toMatchObject({ 'account.verifyEmail': 1 });
    await stage.logins.cancel(numberId);
  });
});

describe('an account with a login e-mail address', () => {
  it('is signed in by the code from there, after a wrong one', async () => {
    const phone = '+4915112310003';
    const { numberId } = await stage.enrol(phone, 'Email 3', {
      deliveries: [{ type: 'EmailCode', length: 5 }],
      code: '24680',
    });
    const { view } = await stage.logins.start(phone);
    expect(view.step).toMatchObject({ kind: 'enterCode', delivery: { type: 'EmailCode' } });
    const wrong = await stage.logins.enterCode(numberId, view.stepId, '13579');
    expect(wrong.view.step).toMatchObject({ problem: { kind: 'wrongCode' }, triesLeft: 2 });
    const done = await stage.logins.enterCode(numberId, wrong.view.stepId, '24680');
    expect(done.view.step.kind).toBe('signedIn');
  });

  it('loses the address after the time that Telegram names, and is signed in by text message then', async () => {
    const phone = '+4915112310004';
    const { numberId } = await stage.enrol(phone, 'Email 4', {
      deliveries: [
        { type: 'EmailCode', nextType: null, resetAvailablePeriodSeconds: 0, resetTakesSeconds: 4 },
        { type: 'Sms' },
      ],
    });
    const { view } = await stage.logins.start(phone);
    const { view: pending } = await stage.logins.resetEmail(numberId, view.stepId, { confirmation: '0004' });
    expect(pending.step).toMatchObject({ kind: 'enterCode', delivery: { emailPattern: 'o***r@e*****.org' } });
    await restart();
    const due = await viewAt(stage.logins, numberId, 'restartOffered');
    expect(due.step).toMatchObject({ reason: 'emailReset' });
    const again = await stage.logins.restart(numberId, due.stepId);
    expect(again.view.step).toMatchObject({ kind: 'enterCode', delivery: { type: 'Sms' } });
    const { code } = await received(stage.sandbox, phone, 'sms');
    expect((await stage.logins.enterCode(numberId, again.view.stepId, code)).view.step.kind).toBe('signedIn');
  });
});

describe.skipIf(withoutBrowser)('the console', () => {
  let browser: Browser;
  let onStage: ConsoleOnStage;
  beforeAll(async () => {
    browser = await openBrowser();
    onStage = await consoleOn(stage);
  });
  afterAll(async () => {
    await browser?.close();
    await onStage?.close();
  });
  const open = async (userId: number, numberId: string) => {
    const context = await browser.newContext({ viewport: phoneSize });
    const page = await context.newPage();
    await page.goto(await onStage.link({ kind: 'signIn', userId }));
    await page.getByRole('heading', { name: 'Sign-ins' }).waitFor();
    await page.goto(`${onStage.url}/logins/${numberId}`);
    return page;
  };

  it('takes an address from an admin, and tells everybody else who can name it', async () => {
    const phone = '+4915112310005';
    const { numberId } = await stage.enrol(phone, 'Email 5', {
      deliveries: [{ type: 'SetUpEmailRequired', nextType: null }, { type: 'Sms' }],
    });
    await stage.logins.start(phone);
    const operators = await open(OPERATOR, numberId);
    await operators.getByText('Binding a login e-mail address takes the role admin').waitFor();
    expect(await operators.getByRole('textbox').count()).toBe(0);
    await checkPage(operators);
    const page = await open(ADMIN, numberId);
    await page.getByRole('textbox', { name: 'Login e-mail address' }).fill(ADDRESS);
    await page.getByRole('textbox', { name: 'Last four digits of the number' }).fill('0005');
    await checkPage(page);
    await page.getByRole('button', { name: 'Bind the address' }).click();
    await page.getByRole('heading', { name: 'Code sent by e-mail' }).waitFor();
    // Whoever reads the e-mail types its code.
    await operators.getByRole('textbox', { name: 'Code' }).waitFor();
    await operators.context().close();
    await page.context().close();
    await stage.logins.cancel(numberId);
  });

  it('resets an address after a warning and a typed confirmation', async () => {
    const phone = '+4915112310006';
    const { numberId } = await stage.enrol(phone, 'Email 6', {
      deliveries: [{ type: 'EmailCode', nextType: null, resetAvailablePeriodSeconds: 0 }, { type: 'Sms' }],
    });
    await stage.logins.start(phone);
    const operators = await open(OPERATOR, numberId);
    await operators.getByText('Resetting the login e-mail takes the role admin').waitFor();
    expect(await operators.getByText('Reset the login e-mail', { exact: true }).count()).toBe(0);
    await operators.context().close();
    const page = await open(ADMIN, numberId);
    await page.getByText('Reset the login e-mail', { exact: true }).first().click();
    const field = page.getByRole('textbox', { name: 'Last four digits of the number' });
    await field.fill('1234');
    await checkPage(page);
    await page.getByRole('button', { name: 'Reset the login e-mail' }).click();
    await page.getByText('Those are not the last four digits').waitFor();
    await field.fill('0006');
    await page.getByRole('button', { name: 'Reset the login e-mail' }).click();
    await page.getByRole('heading', { name: 'Code sent by text message' }).waitFor();
    await page.context().close();
    await stage.logins.cancel(numberId);
  });
});
