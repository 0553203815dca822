import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { received } from '../../tools/stage/account-owner.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import { type Run, runLatchkey } from '../support/run-latchkey.ts';

const program = join(import.meta.dirname, '../../bin/latchkey.ts');
const player = join(import.meta.dirname, 'attended-player.py');
const ADDRESS = 'ana@example.org';
const SET_UP = [{ type: 'SetUpEmailRequired' as const, nextType: null }, { type: 'Sms' as const }];
const byEmail = (resetTakesSeconds: number) => [
  { type: 'EmailCode' as const, nextType: null, resetAvailablePeriodSeconds: 0, resetTakesSeconds },
  { type: 'Sms' as const },
];

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  await stage.worker();
});
afterAll(async () => {
  await stage.close();
});

/** Beside the stage's worker. */
const latchkey = (args: string[], input = ''): Promise<Run> => runLatchkey(stage.env, args, input);

it('takes an address from stdin, then its code, then the code that Telegram sends after it', async () => {
  const phone = '+4915112349001';
  const { control } = stage.sandbox;
  await stage.enrol(phone, 'Support 1', {
    deliveries: SET_UP,
    errors: [{ method: 'account.sendVerifyEmailCode', code: 400, message: 'EMAIL_NOT_ALLOWED' }],
  });
  await stage.logins.start(phone);
  const malformed = await latchkey(['email', phone], 'ana 9001\n');
  expect(malformed).toMatchObject({ code: 3, stderr: expect.stringContaining('e-mail address') });
  const unconfirmed = await latchkey(['email', phone], `${ADDRESS} 0000\n`);
  expect(unconfirmed).toMatchObject({ code: 3, stderr: expect.stringContaining('not the last four digits') });
  expect(control.calls({ phone, method: 'account.sendVerifyEmailCode' }).calls).toEqual([]);

  const refused = await latchkey(['email', phone], `${ADDRESS} 9001\n`);
  expect(refused).toMatchObject({ code: 3, stdout: expect.stringContaining('Telegram does not take that address.') });
  const named = await latchkey(['email', phone, '--json'], `${ADDRESS} 9001\n`);
  expect(named.code).toBe(3);
  expect(JSON.parse(named.stdout)).toMatchObject({ step: { kind: 'enterCode', verifies: true } });
  expect(`${named.stdout}${named.stderr}`).not.toContain(ADDRESS);
  const late = await latchkey(['email', phone], `${ADDRESS} 9001\n`);
  expect(late.stderr).toContain('does not ask for an e-mail address now');

  const mail = await received(stage.sandbox, phone, 'email');
  const proven = await latchkey(['code', phone], `${mail.code}\n`);
  expect(proven).toMatchObject({ code: 3, stdout: expect.stringContaining('Code sent by text message') });
  const sms = await received(stage.sandbox, phone, 'sms');
  const done = await latchkey(['code', phone], `${sms.code}\n`);
  expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining('Signed in') });
});

it('takes no address as an argument', async () => {
  const run = await latchkey(['email', '+4915112349001', ADDRESS]);
  expect(run.code).toBe(2);
  expect(run.stderr).not.toContain(ADDRESS);
});

it('resets an address for whoever repeats the last four digits, and is signed in by text message', async () => {
  const phone = '+4915112349002';
  await stage.enrol(phone, 'Support 2', { deliveries: byEmail(0) });
  await stage.logins.start(phone);
  const unconfirmed = await latchkey(['reset-email', phone, '0000']);
  expect(unconfirmed).toMatchObject({ code: 3, stderr: expect.stringContaining('not the last four digits') });
  expect(stage.sandbox.control.calls({ phone, method: 'auth.resetLoginEmail' }).calls).toEqual([]);
  const reset = await latchkey(['reset-email', phone, '9002']);
  expect(reset.stdout).toContain('Code sent by text message');
  const { code } = await received(stage.sandbox, phone, 'sms');
  expect(await latchkey(['code', phone], `${code}\n`)).toMatchObject({ code: 0 });
});

it('says until when a reset takes, and asks for none beside it', async () => {
  const phone = '+4915112349003';
  await stage.enrol(phone, 'Support 3', { deliveries: byEmail(3_600) });
  await stage.logins.start(phone);
  const pending = await latchkey(['reset-email', phone, '9003']);
  expect(pending.stdout).toContain('The address is being taken from the account, until');
  const again = await latchkey(['reset-email', phone, '9003', '--json']);
  expect(JSON.parse(again.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ refusal: { code: 'NOT_NOW' } });
  expect(stage.sandbox.control.calls({ phone, method: 'auth.resetLoginEmail' }).calls).toHaveLength(1);
  expect(await latchkey(['cancel', phone])).toMatchObject({ code: 0 });
});

it('asks for the address at the terminal of a sign-in', async () => {
  const phone = '+4915112349004';
  await stage.enrol(phone, 'Support 4', {
    deliveries: [
      { type: 'SetUpEmailRequired', nextType: null, code: '748392' },
      { type: 'Sms', code: '13579' },
    ],
  });
  const { stdout } = await promisify(execFile)('python3', [player, 'email', phone, process.execPath, program], {
    env: { ...stage.env, TERM: 'xterm' },
  });
  expect(JSON.parse(stdout)).toMatchObject({ exit: 0 });
});
