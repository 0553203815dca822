import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { received } from '../../tools/stage/account-owner.ts';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import { type Run, runLatchkey } from '../support/run-latchkey.ts';

const program = join(import.meta.dirname, '../../bin/latchkey.ts');
const player = join(import.meta.dirname, 'attended-player.py');
const password2fa = { password: 'forgotten', recoveryEmail: 'owner@example.org', recoveryCode: '748392' };

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

async function atPassword(phone: string): Promise<void> {
  const { numberId } = await stage.enrol(phone, 'Support', { password2fa });
  const { view } = await stage.logins.start(phone);
  const { code } = await received(stage.sandbox, phone, 'app');
  await stage.logins.enterCode(numberId, view.stepId, code);
}

it('recovers a password step by step, from stdin', async () => {
  const phone = '+4915112348001';
  await atPassword(phone);
  const mailed = await latchkey(['recover', phone]);
  expect(mailed).toMatchObject({ code: 3, stdout: expect.stringContaining('A recovery code was mailed to o***r@') });
  const wrong = await latchkey(['recover', phone], '111111\n');
  expect(wrong).toMatchObject({ code: 3, stdout: expect.stringContaining('That recovery code is wrong.') });
  const right = await latchkey(['recover', phone, '--json'], '748392\n');
  expect(right.code).toBe(3);
  expect(JSON.parse(right.stdout)).toMatchObject({ step: { kind: 'chooseRecovery' } });
  const undecided = await latchkey(['recover', phone]);
  expect(undecided).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Say what is to become of the password'),
  });
  const both = await latchkey(['recover', phone, '--new-password', '--remove-password']);
  expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining('not both') });
  const unconfirmed = await latchkey(['recover', phone, '--new-password'], '0000\na new one\n');
  expect(unconfirmed).toMatchObject({ code: 3, stderr: expect.stringContaining('not the last four digits') });
  const done = await latchkey(['recover', phone, '--new-password'], '8001\na new one\nits hint\n');
  expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining('Signed in') });
  expect(stage.sandbox.control.account(phone).scenario.password2fa?.hint).toBe('its hint');
  const over = await latchkey(['recover', phone, '--json']);
  expect(over.code).toBe(0);
  expect(JSON.parse(over.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ refusal: { code: 'LOGIN_ENDED' } });
});

it('removes a password, confirmed from stdin', async () => {
  const phone = '+4915112348002';
  await atPassword(phone);
  await latchkey(['recover', phone]);
  await latchkey(['recover', phone], '748392\n');
  const empty = await latchkey(['recover', phone, '--remove-password']);
  expect(empty).toMatchObject({ code: 2, stderr: expect.stringContaining('stdin has no line') });
  const done = await latchkey(['recover', phone, '--remove-password'], '8002\n');
  expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining('Signed in') });
  expect(stage.sandbox.control.account(phone).scenario.password2fa).toBeUndefined();
});

it('takes no secret as an argument', async () => {
  const run = await latchkey(['recover', '+4915112348001', '748392']);
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('does not belong on the command line');
  expect(run.stderr).not.toContain('748392');
});

it('is offered at the terminal of a sign-in, and asks for the new password twice', async () => {
  const phone = '+4915112348003';
  await atPassword(phone);
  const { stdout } = await promisify(execFile)('python3', [player, 'recover', phone, process.execPath, program], {
    env: { ...stage.env, TERM: 'xterm' },
  });
  expect(JSON.parse(stdout)).toMatchObject({ exit: 0 });
  expect(stage.sandbox.control.calls({ phone, method: 'auth.recoverPassword' }).calls).toHaveLength(1);
});
