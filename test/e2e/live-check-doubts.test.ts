import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

const firstCode: Act[] = [{ sees: 'Which code came first' }, { code: 1 }];

/** The report changes with the data centre: what it says under both values of each doubt that a check answers. */
describe('the report of a live check', () => {
  it('confirms what the data centre does by default', async () => {
    const phone = await rig.number(chain);
    const { report } = await rig.play(phone, [...agrees(phone), ...entersCode(1)]);
    expect(answerIn(report, 'hands out a phone_code_hash')).toMatch(/^confirmed/u);
    expect(answerIn(report, 'carries `timeout`')).toMatch(/^confirmed .*timeout 600/u);
    expect(answerIn(report, 'that was announced arrives')).toMatch(/^confirmed/u);
    expect(answerIn(report, 'no future auth token')).toMatch(/^confirmed .*without future_auth_token/u);
    expect(answerIn(report, 'do no harm')).toMatch(/^confirmed .*AUTH_KEY_UNREGISTERED/u);
  });

  it('contradicts it where the data centre does otherwise, with two-step verification too', async () => {
    const phone = await rig.number(
      { ...chain, password2fa: { password: 'correct horse' } },
      { timeoutField: 'absent', futureAuthToken: 'given', duplicatedOnUnauthorised: 'yes' },
    );
    const { exit, report } = await rig.play(phone, [
      ...agrees(phone),
      ...entersCode(1),
      { sees: 'Password of two-step' },
      { types: 'wrong horse' },
      { sees: 'PASSWORD_HASH_INVALID' },
      { sees: 'Password of two-step' },
      { types: 'correct horse' },
    ]);
    expect(answerIn(report, newProcess)).toMatch(/^confirmed .*401 SESSION_PASSWORD_NEEDED/u);
    expect(answerIn(report, 'carries `timeout`')).toMatch(/^\*\*contradicted\*\* .*no timeout/u);
    expect(answerIn(report, 'no future auth token')).toMatch(
      /^\*\*contradicted\*\* .*auth\.checkPassword → auth\.authorization \(with future_auth_token\)/u,
    );
    expect(answerIn(report, 'do no harm')).toMatch(/^\*\*contradicted\*\* .*406 AUTH_KEY_DUPLICATED/u);
    expect(report).not.toContain('horse');
    expect(exit).toBe(0);
  });

  it('contradicts that codes arrive where the person has seen none', async () => {
    const phone = await rig.number({}, { appCode: 'neverArrives' });
    const { report } = await rig.play(phone, [...agrees(phone), { sees: 'What now' }, { down: 2 }]);
    expect(answerIn(report, 'that was announced arrives')).toMatch(/^\*\*contradicted\*\* .*sentCodeTypeApp/u);
  });

  it('contradicts that a hash is given, and signs in with the second code', async () => {
    const phone = await rig.number({}, { firstHash: 'empty' });
    const second: Act[] = [{ sees: 'What now' }, { down: 0 }, { sees: 'Telegram answered' }];
    const { exit, report } = await rig.play(phone, [...agrees(phone), ...second, ...entersCode(2)]);
    expect(answerIn(report, 'hands out a phone_code_hash')).toMatch(/^\*\*contradicted\*\* .*empty phone_code_hash/u);
    expect(exit).toBe(0);
  });

  it('confirms that an early resend is refused, and goes on with the first code, also after a wrong one', async () => {
    const phone = await rig.number({ ...chain, code: '48151' }, { earlyResend: 'refuse' });
    const wrong: Act[] = [{ sees: 'What now' }, { down: 0 }, { sees: 'Which code came\\?' }, { types: '11111' }];
    const { exit, report } = await rig.play(phone, [
      ...agrees(phone),
      ...asksForSecond,
      ...wrong,
      { sees: 'PHONE_CODE_INVALID' },
      ...entersCode(1),
    ]);
    expect(answerIn(report, 'before `timeout` has passed')).toMatch(/^confirmed .*406 SEND_CODE_UNAVAILABLE/u);
    expect(answerIn(report, newProcess)).toMatch(/^confirmed/u);
    expect(rig.calls(phone)).toMatchObject({ 'auth.sendCode': 1, 'auth.resendCode': 1 });
    expect(exit).toBe(0);
  });

  it.each([
    ['yes', /^confirmed .*400 PHONE_CODE_EXPIRED/u],
    ['no', /^\*\*contradicted\*\* .*auth\.authorization/u],
  ] as const)('follows an early resend that is served, and whether it voids the hash: %s', async (voids, answer) => {
    const phone = await rig.number(chain, { earlyResend: 'serve', resendVoidsOldHash: voids });
    const acts = [...agrees(phone), ...asksForSecond, ...firstCode, ...(voids === 'yes' ? entersCode(2) : [])];
    const { exit, report } = await rig.play(phone, acts);
    expect(answerIn(report, 'before `timeout` has passed')).toMatch(/^\*\*contradicted\*\* .*sentCodeTypeSms/u);
    expect(answerIn(report, 'the hash from before it')).toMatch(answer);
    expect(answerIn(report, newProcess)).toMatch(/^confirmed/u);
    expect(exit).toBe(0);
  });

  it.each([
    ['voidsOldHash', /^confirmed .*400 PHONE_CODE_EXPIRED; the codes differed/u],
    ['repeatsCode', /^\*\*contradicted\*\* .*auth\.authorization/u],
  ] as const)('follows what a second auth.sendCode does: %s', async (secondSendCode, answer) => {
    const phone = await rig.number({}, { secondSendCode });
    const last = secondSendCode === 'voidsOldHash' ? entersCode(2) : [];
    const { report } = await rig.play(phone, [...agrees(phone), ...asksForSecond, ...firstCode, ...last]);
    expect(answerIn(report, 'A second auth.sendCode')).toMatch(answer);
    expect(rig.calls(phone)).toMatchObject({ 'auth.sendCode': 2 });
  });

  it.each([
    ['constructor', /^\*\*contradicted\*\* .*auth\.sentCodePaymentRequired/u],
    ['error', /^not tried \| UPDATE_APP_TO_LOGIN came/u],
  ] as const)('follows what stands in place of a demand for payment: %s', async (paymentBelowLayer201, answer) => {
    const phone = await rig.number({ paymentRequired: true }, { paymentBelowLayer201 });
    const { report } = await rig.play(phone, agrees(phone));
    expect(answerIn(report, 'auth.sentCodePaymentRequired')).toMatch(answer);
  });
});
