import { execFile } from 'node:child_process';
import { join } from 'node:path';

const program = join(import.meta.dirname, '../../bin/latchkey.ts');

export type Run = { code: number; stdout: string; stderr: string };

/** The real command, as a process of its own with `env` as its whole environment. -1: it did not end by itself. */
export function runLatchkey(env: Record<string, string>, args: readonly string[], input = ''): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, stdout, stderr });
    });
    child.stdin?.end(input);
  });
}
