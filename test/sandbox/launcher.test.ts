import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const launcher = `'${process.execPath}' bin/latchkey.mjs sandbox --control 0`;
/** What the test itself runs under says nothing about who runs the command. */
const { npm_lifecycle_script: _script, ...env } = process.env;
const started: number[] = [];

afterEach(() => {
  for (const pid of started.splice(0)) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It ended, as it should.
    }
  }
});

/** In a process group of its own, whose rest the test ends. Resolves when the sandbox says where its control port is. */
async function begin(
  command: string,
  args: string[],
  script?: string,
): Promise<{ kill(signal: NodeJS.Signals): void; url: string }> {
  const child = spawn(command, args, {
    cwd: root,
    env: script === undefined ? env : { ...env, npm_lifecycle_script: script },
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (child.pid !== undefined) started.push(child.pid);
  const lines = createInterface(child.stdout);
  for await (const line of lines) {
    if (line.startsWith('Control: ')) return { kill: (signal) => child.kill(signal), url: line.slice(9) };
  }
  throw new Error(`${command} ended before the sandbox was ready`);
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

test.each(['SIGTERM', 'SIGKILL'] as const)('npm run latchkey -- sandbox ends when npm gets %s', async (signal) => {
  const { kill, url } = await begin('npm', ['run', '--silent', 'latchkey', '--', 'sandbox', '--control', '0']);
  kill(signal);
  await expect.poll(() => answers(url), { timeout: 10_000 }).toBe(false);
});

test('a sandbox that npx runs ends with the shell between them', async () => {
  const { kill, url } = await begin('sh', ['-c', `${launcher}; true`], 'latchkey');
  kill('SIGTERM');
  await expect.poll(() => answers(url), { timeout: 10_000 }).toBe(false);
});

test('a sandbox that a script leaves behind goes on when the script has ended', async () => {
  const shell = spawn('sh', ['-c', `exec 3>&1; ${launcher} >&3 & sleep 60`], {
    cwd: root,
    env: { ...env, npm_lifecycle_script: 'latchkey sandbox &' },
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (shell.pid !== undefined) started.push(shell.pid);
  let url = '';
  for await (const line of createInterface(shell.stdout)) {
    if (line.startsWith('Control: ')) {
      url = line.slice(9);
      break;
    }
  }
  shell.kill('SIGKILL');
  await once(shell, 'exit');
  // The launcher looks ten times a second.
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await answers(url)).toBe(true);
});
