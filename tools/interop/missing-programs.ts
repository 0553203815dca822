import { execFileSync } from 'node:child_process';
import type { InteropClient } from './interop-client.ts';

/** What a client cannot do without and this machine has not. */
export function missingPrograms({ needs }: Pick<InteropClient, 'needs'>): string[] {
  return needs.filter((program) => !isThere(program));
}

function isThere(program: string): boolean {
  try {
    execFileSync('sh', ['-c', 'command -v "$1"', 'sh', program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
