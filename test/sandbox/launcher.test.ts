import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const launcher = `'${process.execPath}' bin/latchkey.mjs sandbox --control 0`;
/** What the test itself runs under says nothing about who runs the command. */
const { npm_lifecycle_script: _script, ...env } = process.env;
/** What npm tells a script of its. */
const underNpm = (script: string): NodeJS.ProcessEnv => ({
  ...env,
  npm_lifecycle_script: script,
  npm_config_user_agent: 'npm/11.0.0',
});
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

/** A project of somebody who has Latchkey installed. */
let project: string;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'latchkey-launcher-'));
  const scripts = { sandbox: 'latchkey sandbox --control 0' };
  await writeFile(join(project, 'package.json'), JSON.stringify({ name: 'somebodys', scripts }));
  await mkdir(join(project, 'node_modules', '.bin'), { recursive: true });
  await symlink(join(root, 'bin', 'latchkey.mjs'), join(project, 'node_modules', '.bin', 'latchkey'));
});

afterAll(() => rm(project, { recursive: true }));

/** In a process group of its own, whose rest the test ends. Resolves when the sandbox says where its control port is. */
async function begin(cwd: string, args: string[]): Promise<{ kill(signal: NodeJS.Signals): void; url: string }> {
  const child = spawn('npm', args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  if (child.pid !== undefined) started.push(child.pid);
  const lines = createInterface(child.stdout);
  for await (const line of lines) {
    if (line.startsWith('Control: ')) return { kill: (signal) => child.kill(signal), url: line.slice(9) };
  }
  throw new Error('npm ended before the sandbox was ready');
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

test.each(['SIGTERM', 'SIGKILL'] as const)('a sandbox ends when the npm that runs it gets %s', async (signal) => {
  const runs = await Promise.all([
    begin(root, ['run', '--silent', 'latchkey', '--', 'sandbox', '--control', '0']),
    begin(project, ['run', '--silent', 'sandbox']),
    begin(project, ['exec', '--no', 'latchkey', '--', 'sandbox', '--control', '0']),
  ]);
  for (const { kill } of runs) kill(signal);
  const answering = (): Promise<boolean[]> => Promise.all(runs.map(({ url }) => answers(url)));
  await expect.poll(answering).toEqual([false, false, false]);
});

/** Makes the launcher believe that it runs on an old Node, so that it starts a newer one. */
const onOldNode = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '20.19.0' } })`;

test.each(['SIGTERM', 'SIGKILL'] as const)(
  'a program on a Node of its own ends when its launcher gets %s',
  async (signal) => {
    const child = spawn(process.execPath, ['--import', onOldNode, 'bin/latchkey.mjs', 'sandbox', '--control', '0'], {
      cwd: root,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    if (child.pid !== undefined) started.push(child.pid);
    let url = '';
    // The pipe ends with the last process that writes into it.
    for await (const line of createInterface(child.stdout)) {
      if (!line.startsWith('Control: ')) continue;
      url = line.slice(9);
      expect(await answers(url)).toBe(true);
      child.kill(signal);
    }
    expect(await answers(url)).toBe(false);
  },
);

test.runIf(process.platform === 'linux')('a sandbox whose npm ended before it was loaded does not begin', async () => {
  const shell = spawn('sh', ['-c', `(while [ -d /proc/$$ ]; do :; done; ${launcher}) &`], {
    cwd: root,
    env: underNpm('latchkey sandbox --control 0'),
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (shell.pid !== undefined) started.push(shell.pid);
  const lines: string[] = [];
  for await (const line of createInterface(shell.stdout)) {
    lines.push(line);
    if (line.startsWith('Control: ')) break;
  }
  expect(lines).toEqual([]);
});

test('a sandbox that a script leaves behind goes on when the script has ended', async () => {
  const shell = spawn('sh', ['-c', `exec 3>&1; ${launcher} >&3 & sleep 60`], {
    cwd: root,
    env: underNpm('latchkey sandbox &'),
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
