import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that goes when the test is over. */
export function temporaryFolder(): { folder: string; file: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-vault-'));
  return {
    folder,
    file: join(folder, 'vault.db'),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
