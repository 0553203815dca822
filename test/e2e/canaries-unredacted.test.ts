import { expect, it, vi } from 'vitest';
import { signInWithCanaries } from './canary-run.ts';

vi.mock(import('../../runtime/redaction.ts'), () => ({ redactPaths: [], redactFields: (fields: unknown) => fields }));

it('finds every secret in the log when redaction is switched off', async () => {
  const { found } = await signInWithCanaries();
  expect(found).toEqual({
    'canary.log': [
      'phone',
      'code',
      'password',
      'hash',
      'authKey',
      'futureToken',
      'recoveryCode',
      'newPassword',
      'newPasswordHash',
      'address',
      'addressCode',
      'emailCode',
    ],
  });
});
