import { expect, it, vi } from 'vitest';
import { signInWithCanaries } from './canary-run.ts';

/** Key id and content in clear: what sealing would be without its cipher. */
vi.mock(import('../../runtime/sealing.ts'), () => ({
  seal: (ring, plaintext) =>
    Buffer.concat([Buffer.from([ring.currentId.length]), Buffer.from(ring.currentId), plaintext]),
  unseal: (_ring, sealed) => new Uint8Array(sealed.subarray(1 + (sealed[0] ?? 0))),
  keyIdOf: (sealed) => Buffer.from(sealed.subarray(1, 1 + (sealed[0] ?? 0))).toString(),
}));

it('finds phone, hash, auth key and future token in the vault when sealing is switched off', async () => {
  const { found } = await signInWithCanaries();
  const names = new Set(Object.entries(found).flatMap(([file, secrets]) => (file.startsWith('vault') ? secrets : [])));
  expect([...names].toSorted()).toEqual(['authKey', 'futureToken', 'hash', 'phone']);
});
