import { expect, it, vi } from 'vitest';
import { canaries, findCanaries, writeCanaries } from './canaries.ts';
import { temporaryFolder } from './temporary-folder.ts';

vi.mock(import('../../runtime/sealing.ts'), () => ({
  seal: (_ring, plaintext) => plaintext,
  unseal: (_ring, sealed) => sealed,
  keyIdOf: () => 'v1',
}));

it('finds every secret when sealing is switched off', async () => {
  const { file, remove } = temporaryFolder();
  const { close } = await writeCanaries(file);
  expect(findCanaries(file)).toEqual(Object.keys(canaries));
  await close();
  remove();
});
