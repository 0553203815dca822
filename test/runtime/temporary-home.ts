import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A fresh directory that goes when the test ends. */
export function temporaryHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'latchkey-runtime-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}
