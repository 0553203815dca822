import { createHash } from 'node:crypto';
import { Api } from 'telegram/tl/index.js';
import { computeDigest } from 'telegram/Password.js';
import { describe, expect, it } from 'vitest';
import { telegramPrimeBase64 } from '../../client/srp/check-group.ts';
import { computeNewPassword } from '../../client/srp/compute-new-password.ts';
import { newPasswordTrouble, submitNewPassword } from '../../client/new-password.ts';
import type { AlgorithmAnswer, CommandAnswer } from '../../contracts/login-messages.ts';
import type { RecoveryChoiceProblem } from '../../domain/password-recovery.ts';
import type { LoginView } from '../../domain/login-view.ts';
import { viewWith } from './views.ts';

const algorithm = {
  salt1: Buffer.from(Array.from({ length: 8 }, (_, i) => i)).toString('base64'),
  salt2: Buffer.from(Array.from({ length: 16 }, (_, i) => 200 + i)).toString('base64'),
  g: 3,
  p: telegramPrimeBase64,
};
const added = () => Uint8Array.from({ length: 32 }, (_, i) => 100 + i);

describe('computeNewPassword', () => {
  it("makes what Python's hashlib makes of the same salts", async () => {
    const settings = await computeNewPassword({ password: 'correct horse пароль', hint: 'h' }, algorithm, added);
    const hash = Buffer.from(settings.hash, 'base64');
    expect(hash).toHaveLength(256);
    expect(createHash('sha256').update(hash).digest('hex')).toBe(
      '88c815359a05d1471a2ee57f19e48e60ef682a9cda735585e9e0a8c5e9a9dc67',
    );
    expect(settings).toMatchObject({ salt2: algorithm.salt2, g: 3, p: telegramPrimeBase64, hint: 'h' });
  });

  it.each(['correct horse', ' spaces at both ends ', '密码 🔑', 'e\u0301'])(
    'agrees with GramJS on %j',
    async (password) => {
      const { salt1, salt2, g, p, hash } = await computeNewPassword({ password, hint: '' }, algorithm);
      const digest = await computeDigest(
        new Api.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow({
          salt1: Buffer.from(salt1, 'base64'),
          salt2: Buffer.from(salt2, 'base64'),
          g,
          p: Buffer.from(p, 'base64'),
        }),
        password,
      );
      expect(hash).toBe(digest.toString('base64'));
    },
  );

  it("adds 32 random bytes to Telegram's salt, other ones each time", async () => {
    const [one, two] = await Promise.all([1, 2].map(() => computeNewPassword({ password: 'p', hint: '' }, algorithm)));
    const salts = [one, two].map((settings) => Buffer.from(settings?.salt1 ?? '', 'base64'));
    for (const salt of salts) {
      expect(salt).toHaveLength(40);
      expect(salt.subarray(0, 8).toString('base64')).toBe(algorithm.salt1);
    }
    expect(salts[0]).not.toEqual(salts[1]);
    expect(one?.hash).not.toBe(two?.hash);
  });

  it.each([
    ['a short prime', { p: 'AQAB' }],
    ['a generator that does not fit', { g: 2 }],
    ['salts that are not base64', { salt1: '$$$' }],
  ])('refuses %s', async (_what, changed) => {
    await expect(computeNewPassword({ password: 'p', hint: '' }, { ...algorithm, ...changed })).rejects.toMatchObject({
      name: 'SrpError',
    });
  });
});

describe('a new password', () => {
  it.each([
    [{ password: '', hint: '' }, 'empty'],
    [{ password: 'horse', hint: 'my horse' }, 'hint'],
    [{ password: 'horse', hint: 'h'.repeat(300) }, 'too long'],
  ])('that is %j is told before anything is asked', (typed, part) => {
    expect(newPasswordTrouble(typed)).toContain(part);
  });

  it('may have no hint', () => {
    expect(newPasswordTrouble({ password: 'horse', hint: '' })).toBeUndefined();
  });
});

describe('submitNewPassword', () => {
  const settings = { ...algorithm, hash: 'hash', hint: '' };
  const choosing = (stepId: string, name?: string): LoginView => {
    const error = { name: name ?? '', raw: name ?? '', code: 400 };
    const problem: RecoveryChoiceProblem = { kind: 'notTaken', error };
    return { ...viewWith({ kind: 'chooseRecovery', deadlineAtMs: 0, ...(name ? { problem } : {}) }), stepId };
  };
  const run = async (answers: CommandAnswer[], asked: AlgorithmAnswer = { view: choosing('1'), algorithm }) => {
    const submits: string[] = [];
    const answer = await submitNewPassword(
      {
        algorithm: async (stepId) => ({ ...asked, view: { ...asked.view, stepId } }),
        compute: async () => settings,
        submit: async (stepId) => {
          submits.push(stepId);
          return answers.shift() ?? { view: choosing('late') };
        },
      },
      { stepId: '1', password: 'p', hint: '' },
    );
    return { submits, answer };
  };

  it.each(['NEW_SALT_INVALID', 'SRP_ID_INVALID'])('computes anew once after %s, and no more', async (name) => {
    const { submits, answer } = await run([{ view: choosing('2', name) }, { view: choosing('3', name) }]);
    expect(submits).toEqual(['1', '2']);
    expect(answer.view.stepId).toBe('3');
  });

  it('leaves everything else to the person', async () => {
    expect((await run([{ view: choosing('2', 'NEW_SETTINGS_INVALID') }])).submits).toEqual(['1']);
    expect((await run([{ view: choosing('1'), refusal: { code: 'CONFIRMATION_WRONG' } }])).submits).toEqual(['1']);
  });

  it('sends nothing where there is no algorithm', async () => {
    const { submits, answer } = await run([], { view: choosing('2') });
    expect(submits).toEqual([]);
    expect(answer.view.step.kind).toBe('chooseRecovery');
  });

  it('refuses what cannot be a password', async () => {
    await expect(
      submitNewPassword(
        {
          algorithm: () => Promise.reject(new Error('not to be asked')),
          compute: async () => settings,
          submit: () => Promise.reject(new Error('not to be asked')),
        },
        { stepId: '1', password: '', hint: '' },
      ),
    ).rejects.toMatchObject({ name: 'LoginClientError', code: 'NEW_PASSWORD_UNFIT' });
  });
});
