import { expect, it } from 'vitest';
import { sealedEncoding } from '../../runtime/payload-codec.ts';
import { signInWithCanaries } from './canary-run.ts';

it('leaves no secret in any file or log, and no payload unsealed', async () => {
  const { found, encodings } = await signInWithCanaries();
  expect(found).toEqual({});
  expect([...encodings]).toEqual([sealedEncoding]);
});
