import { expect, it } from 'vitest';
import { sealedEncoding } from '../../runtime/payload-codec.ts';
import { signInWithCanaries } from './canary-run.ts';

it('finds codes and hashes in the Temporal database when the payload codec is switched off', async () => {
  const { found, encodings } = await signInWithCanaries({});
  const names = new Set(
    Object.entries(found).flatMap(([file, secrets]) => (file.startsWith('temporal') ? secrets : [])),
  );
  expect([...names].toSorted()).toEqual([
    'address',
    'addressCode',
    'code',
    'emailCode',
    'hash',
    'newPasswordHash',
    'recoveryCode',
  ]);
  expect(encodings).toContain('json/plain');
  expect(encodings).not.toContain(sealedEncoding);
});
