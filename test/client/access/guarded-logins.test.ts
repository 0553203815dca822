import { describe, expect, it } from 'vitest';
import { AccessError } from '../../../client/access/access-error.ts';
import { guardLogins } from '../../../client/access/guarded-logins.ts';
import type { Role } from '../../../client/access/roles.ts';
import { createLoginClient, type LoginClient } from '../../../client/login-client.ts';

/** A real client whose methods are never reached by those who may not call them: it has neither Temporal nor records. */
const client = createLoginClient({
  temporal: {} as never,
  records: { latestView: async () => undefined } as never,
  telegram: false,
  sendsPerDay: 4,
  actor: 'tg:1',
});
const methods = Object.keys(client) as (keyof LoginClient)[];
const call = (logins: LoginClient, method: keyof LoginClient): unknown =>
  (logins[method] as (...args: string[]) => unknown)('number', 'step', 'code');

describe('a guarded login client', () => {
  it.each(methods)('lets nobody without a role call "%s"', (method) => {
    expect(() =>
      call(
        guardLogins(client, () => undefined),
        method,
      ),
    ).toThrow(AccessError);
  });

  it('lets a viewer look, and nothing more', async () => {
    const logins = guardLogins(client, () => 'viewer');
    expect(await logins.view('number')).toBeUndefined();
    const looking = methods.filter((method) => {
      try {
        void Promise.resolve(call(logins, method)).catch(() => undefined);
        return true;
      } catch {
        return false;
      }
    });
    expect(looking.sort()).toEqual(['alike', 'describe', 'number', 'view', 'watch']);
  });

  it('lets nobody but an admin begin again with a reason what the owner has ended', () => {
    const startAs = (role: Role, reason?: string) => () =>
      void guardLogins(client, () => role)
        .start('number', reason === undefined ? {} : { reason })
        .catch(() => undefined);
    expect(startAs('operator')).not.toThrow();
    expect(startAs('operator', 'because')).toThrow('admin');
    expect(startAs('admin', 'because')).not.toThrow();
  });

  it('lets an operator do all but change the account itself', () => {
    const logins = guardLogins(client, () => 'operator');
    const refused = methods.filter((method) => {
      try {
        void Promise.resolve(call(logins, method)).catch(() => undefined);
        return false;
      } catch (error) {
        return error instanceof AccessError;
      }
    });
    expect(refused.sort()).toEqual([
      'acceptScan',
      'enterEmail',
      'newPasswordAlgorithm',
      'recoverPassword',
      'recoveryCode',
      'requestRecovery',
      'resetEmail',
      'submitNewPassword',
    ]);
  });

  it('asks for the role at every call', async () => {
    let role: Role | undefined = 'viewer';
    const logins = guardLogins(client, () => role);
    await logins.view('number');
    role = undefined;
    expect(() => logins.view('number')).toThrow(AccessError);
  });
});
