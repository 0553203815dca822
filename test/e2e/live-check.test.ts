import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loginWorkflowId } from '../../contracts/names.ts';
import {
  type Act,
  agrees,
  answerIn,
  asksForSecond,
  chain,
  entersCode,
  LiveCheckRig,
  newProcess,
} from './live-check-rig.ts';

let rig: LiveCheckRig;

beforeAll(async () => {
  rig = await LiveCheckRig.open();
});
afterAll(async () => {
  await rig.close();
});

const LEFT = 130;
const shift = join(import.meta.dirname, '../support/shifted-clock.ts');

/** What a process sees whose clock is off. */
function offByMs(ms: number): Record<string, string> {
  return { NODE_OPTIONS: `--import ${shift}`, SHIFTED_CLOCK_MS: String(ms) };
}

describe('a live check', () => {
  it('signs in with a process that has nothing but the key and the hash, and out again', async () => {
    const user = { id: 7_007_007, firstName: 'Beatrix', username: 'bea_trix' };
    const phone = await rig.number({ ...chain, homeDc: 4, code: '48151', user });
    const { exit, report, screen } = await rig.play(phone, [...agrees(phone), ...entersCode(1)]);
    expect(exit).toBe(0);
    expect(answerIn(report, newProcess)).toMatch(
      /^confirmed \| process A: auth\.sendCode → auth\.sentCode .*; process B: auth\.signIn → auth\.authorization/u,
    );
    for (const line of ['moved to data centre 4', 'Not against Telegram', 'layer 198', 'Sends: 1 of at most 2'])
      expect(report).toContain(line);
    expect(report).toContain('The session of the check was logged out');
    expect(rig.calls(phone)).toMatchObject({ 'auth.signIn': 1, 'auth.logOut': 1 });
    for (const secret of [phone.slice(1), phone.slice(-7), '48151', '7007007', 'Beatrix', 'bea_trix']) {
      expect(report).not.toContain(secret);
      expect(screen).not.toContain(secret);
    }
    const { numberId } = await rig.stage.logins.number(phone);
    expect(await rig.stage.records.sessionsKept(numberId)).toBe(0);
    expect(await rig.stage.records.sendsUsed(numberId, { limit: 4, windowMs: 3_600_000 })).toMatchObject({ used: 1 });
    const audit = await rig.stage.records.audit({ numberId, act: 'liveCheck', limit: 5 });
    expect(audit.map(({ detail }) => detail)).toEqual(['signedIn', 'begun']);
  });

  it('contradicts what a refused code contradicts', async () => {
    const phone = await rig.number({ errors: [{ method: 'auth.signIn', code: 400, message: 'PHONE_CODE_EXPIRED' }] });
    const { exit, report } = await rig.play(phone, [...agrees(phone), ...entersCode(1)]);
    expect(answerIn(report, newProcess)).toMatch(/^\*\*contradicted\*\* .*400 PHONE_CODE_EXPIRED/u);
    expect(exit).toBe(1);
  });

  it('signs out also where the password of two-step verification is left out', async () => {
    const phone = await rig.number({ password2fa: { password: 'correct horse' } });
    const acts: Act[] = [...agrees(phone), ...entersCode(1), { sees: 'Password of two-step' }, { types: '' }];
    const { exit, report } = await rig.play(phone, acts);
    expect(answerIn(report, newProcess)).toMatch(/^confirmed .*401 SESSION_PASSWORD_NEEDED/u);
    expect(report).toContain('How it ended: the password of two-step verification was not given');
    expect(rig.calls(phone)).toMatchObject({ 'auth.logOut': 1 });
    expect(exit).toBe(1);
  });

  it('stops at a flood and says for how long', async () => {
    const phone = await rig.number({ floodWaitSeconds: { 'auth.sendCode': 4_000 } });
    const { exit, report } = await rig.play(phone, agrees(phone));
    expect(report).toContain('420 FLOOD_WAIT_X (X = 4000)');
    expect(answerIn(report, newProcess)).toBe('not tried | Telegram wants a pause');
    expect(rig.calls(phone)).toMatchObject({ 'auth.sendCode': 1 });
    expect(exit).toBe(1);
  });

  it('cancels the code when the person leaves', async () => {
    const phone = await rig.number();
    const { exit, report } = await rig.play(phone, [...agrees(phone), { sees: 'What now' }, { leaves: true }]);
    expect(rig.calls(phone)).toMatchObject({ 'auth.sendCode': 1, 'auth.cancelCode': 1 });
    expect(rig.calls(phone)['auth.signIn']).toBeUndefined();
    expect(report).toContain('The codes that were out were cancelled');
    expect(exit).toBe(LEFT);
  });

  it('cancels the code when the person leaves while it is being asked for', async () => {
    const phone = await rig.number();
    rig.stage.sandbox.control.setFaults([{ action: 'holdReply', method: 'auth.sendCode', phone: phone.slice(1) }]);
    const acts: Act[] = [{ sees: 'Asking for a code' }, { waits: 1 }, { leaves: true }, { releases: true }];
    const { exit } = await rig.play(phone, [...agrees(phone), ...acts]);
    expect(rig.calls(phone)).toMatchObject({ 'auth.sendCode': 1, 'auth.cancelCode': 1 });
    expect(exit).toBe(LEFT);
  });

  it('asks Telegram who it is where the answer to a code was lost', async () => {
    const phone = await rig.number();
    rig.stage.sandbox.control.setFaults([{ action: 'dropAfter', method: 'auth.signIn', phone: phone.slice(1) }]);
    const { exit, report } = await rig.play(phone, [...agrees(phone), ...entersCode(1)]);
    expect(answerIn(report, newProcess)).toMatch(/^confirmed .*no answer.*users\.getUsers → user/u);
    expect(rig.calls(phone)).toMatchObject({ 'auth.signIn': 1, 'auth.logOut': 1 });
    expect(exit).toBe(0);
  });

  it('asks for no other code where the answer to the first was lost', async () => {
    const phone = await rig.number();
    rig.stage.sandbox.control.setFaults([{ action: 'dropAfter', method: 'auth.sendCode', phone: phone.slice(1) }]);
    const { exit, report } = await rig.play(phone, agrees(phone));
    expect(answerIn(report, newProcess)).toBe('not tried | an answer was lost');
    expect(rig.calls(phone)).toMatchObject({ 'auth.sendCode': 1 });
    expect(exit).toBe(1);
  });

  it('goes on where a killed command was, and asks for no third code', async () => {
    const phone = await rig.number(chain, { earlyResend: 'serve' });
    await rig.play(phone, [...agrees(phone), ...asksForSecond, { sees: 'Which code came first' }, { kill: true }]);
    const { exit, report } = await rig.play(phone, [
      ...agrees(phone),
      { sees: 'It has asked for 2 of at most 2 codes' },
      { sees: 'Which code came first' },
      { types: '' },
      ...entersCode(2),
    ]);
    const calls = { 'auth.sendCode': 1, 'auth.resendCode': 1, 'auth.signIn': 1, 'auth.logOut': 1 };
    expect(rig.calls(phone)).toMatchObject(calls);
    expect(answerIn(report, newProcess)).toMatch(/^confirmed/u);
    expect(exit).toBe(0);
  });

  it('puts a check away that was left too long ago, and begins another', async () => {
    const phone = await rig.number();
    await rig.play(phone, [...agrees(phone), { sees: 'What now' }, { kill: true }]);
    const acts: Act[] = [
      { sees: 'putting it away' },
      { sees: 'Telegram answered' },
      { sees: 'What now' },
      { leaves: true },
    ];
    const { exit } = await rig.play(phone, [...agrees(phone), ...acts], [], offByMs(11 * 60_000));
    expect(rig.calls(phone)).toMatchObject({ 'auth.sendCode': 2, 'auth.cancelCode': 2 });
    expect(exit).toBe(LEFT);
  });

  it('says how to end a session that could not be logged out, and logs it out the next time', async () => {
    const fails = { method: 'auth.logOut', times: 3, code: 500, message: 'RPC_CALL_FAIL' } as const;
    const phone = await rig.number({ errors: [fails] });
    const first = await rig.play(phone, [...agrees(phone), ...entersCode(1), { sees: 'Settings, Devices' }]);
    expect(first.report).toContain('The session of the check could not be logged out');
    expect(first.exit).toBe(1);
    const second = await rig.play(phone, agrees(phone));
    expect(second.report).toContain('The session of the check was logged out');
    expect(rig.calls(phone)).toMatchObject({ 'auth.sendCode': 1, 'auth.signIn': 1, 'auth.logOut': 4 });
  });

  it('makes no send that the budget of the number does not have', async () => {
    const phone = await rig.number();
    const acts: Act[] = [...agrees(phone), ...asksForSecond, { sees: 'What now' }, { leaves: true }];
    const { report } = await rig.play(phone, acts, [], { LATCHKEY_SENDS_PER_DAY: '1' });
    expect(answerIn(report, 'A second auth.sendCode')).toBe('not tried | the second code was not sent');
    expect(rig.calls(phone)).toMatchObject({ 'auth.sendCode': 1 });
  });

  it('sends nothing without consent, for a number that is not enrolled, or beside a sign-in', async () => {
    const phone = await rig.number();
    const refused = await rig.play(phone, [
      { sees: 'last four digits' },
      { types: '0000' },
      { sees: 'Nothing was sent' },
    ]);
    expect(refused.exit).toBe(1);
    const stranger = await rig.play('+4915199999999', [{ sees: 'not enrolled' }]);
    expect(stranger.exit).toBe(1);
    const { numberId } = await rig.stage.logins.number(phone);
    const waiting = new AbortController();
    // No worker runs: it waits for one.
    const login = rig.stage.logins.start(phone, { signal: waiting.signal }).catch(() => undefined);
    await expect
      .poll(async () => (await rig.stage.logins.describe(numberId)).state, { timeout: 20_000 })
      .toBe('running');
    const beside = await rig.play(phone, [{ sees: 'A sign-in of this number is running' }]);
    expect(beside.exit).toBe(1);
    waiting.abort();
    await login;
    await rig.stage.client.workflow.getHandle(loginWorkflowId(numberId)).terminate();
    expect(rig.calls(phone)).toEqual({});
  });
});
