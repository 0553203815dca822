import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { telegramPrimeBase64 } from '../../../client/srp/check-group.ts';
import { computeNewPassword } from '../../../client/srp/compute-new-password.ts';
import { ADMIN, type ConsoleRig, consoleRig, NUMBER, OPERATOR, VIEWER } from './console-rig.ts';

let rig: ConsoleRig;
beforeEach(async () => {
  rig = await consoleRig();
  await rig.put({ kind: 'chooseRecovery', deadlineAtMs: 1 });
});
afterEach(() => rig.close());

const stepId = 'a-login/2';
const salts = { salt1: Buffer.alloc(8, 1).toString('base64'), salt2: Buffer.alloc(16, 2).toString('base64') };
const settings = await computeNewPassword(
  { password: 'a new one', hint: 'h' },
  { ...salts, g: 3, p: telegramPrimeBase64 },
);
const routes: [string, object][] = [
  ['request', { stepId }],
  ['code', { stepId, code: '123456' }],
  ['algorithm', { stepId }],
  ['new-password', { stepId, confirmation: '4607', settings }],
  ['removal', { stepId, confirmation: '4607' }],
];
const post = async (userId: number, route: string, payload: object) =>
  await rig.ask({
    method: 'POST',
    url: `/api/logins/${NUMBER}/recovery/${route}`,
    payload,
    as: await rig.signIn(userId),
  });

describe('the recovery of a password over HTTP', () => {
  it.each(routes)('"%s" takes the role admin', async (route, payload) => {
    for (const userId of [OPERATOR, VIEWER]) {
      const refused = await post(userId, route, payload);
      expect(refused.statusCode).toBe(403);
      expect(refused.json()).toMatchObject({ code: 'ROLE_TOO_LOW' });
    }
    expect(rig.asked).toEqual([]);
    expect((await post(ADMIN, route, payload)).statusCode).toBe(200);
    expect(rig.asked).toMatchObject([{ actor: `tg:${ADMIN}` }]);
  });

  it('lets an operator go back to the password', async () => {
    expect((await post(OPERATOR, 'back', { stepId })).statusCode).toBe(200);
    expect(rig.asked).toMatchObject([{ method: 'backToPassword', args: [NUMBER, stepId, {}] }]);
  });

  it('hands on what was computed, and nothing else', async () => {
    await post(ADMIN, 'new-password', { stepId, confirmation: '4607', settings });
    expect(rig.asked).toMatchObject([
      { method: 'recoverPassword', args: [NUMBER, stepId, { confirmation: '4607', settings }, {}] },
    ]);
    await post(ADMIN, 'removal', { stepId, confirmation: '4607' });
    expect(rig.asked[1]?.args[2]).toEqual({ confirmation: '4607' });
  });

  it.each([
    ['a password', { password: 'a new one' }],
    ['a short hash', { hash: 'AAAA' }],
    ["Telegram's salt alone", { salt1: salts.salt1 }],
    ['another prime size', { p: 'AAAA' }],
    ['no generator', { g: 1 }],
    ['a hint without end', { hint: 'h'.repeat(256) }],
  ])('refuses settings with %s', async (_what, change) => {
    const refused = await post(ADMIN, 'new-password', {
      stepId,
      confirmation: '4607',
      settings: { ...settings, ...change },
    });
    expect(refused.statusCode).toBe(400);
    expect(rig.asked).toEqual([]);
  });

  it('refuses a removal that brings settings along, and writes neither code nor hash into the log', async () => {
    expect((await post(ADMIN, 'removal', { stepId, confirmation: '4607', settings })).statusCode).toBe(400);
    await post(ADMIN, 'code', { stepId, code: '91827364' });
    await post(ADMIN, 'new-password', { stepId, confirmation: '4607', settings });
    expect(rig.log.join('')).not.toContain(settings.hash);
    expect(rig.log.join('')).not.toContain('91827364');
  });
});
