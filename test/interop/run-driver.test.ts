import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const tools = new URL('../../tools/interop/', import.meta.url).href;

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('a driver ends with the run that a signal ends', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-driver-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'pid');
  const other = join(folder, 'other');
  // It makes its folder anew whenever that is gone.
  const driver = `const { mkdirSync, writeFileSync } = require('node:fs');
    writeFileSync(${JSON.stringify(file)}, String(process.pid));
    setInterval(() => mkdirSync(${JSON.stringify(other)}, { recursive: true }), 1);`;
  const program = `const { removeAtEnd } = await import('${tools}remove-at-end.ts');
    const { runDriver } = await import('${tools}run-driver.ts');
    removeAtEnd(${JSON.stringify(other)});
    process.once('exit', () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100));
    await runDriver({ file: process.execPath, args: ['-e', ${JSON.stringify(driver)}] }, {});`;
  const run = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' });
  const driverPid = (): number => Number(readFileSync(file, 'utf8'));
  await expect.poll(() => isRunning(driverPid())).toBe(true);
  run.kill('SIGTERM');
  expect(await once(run, 'exit')).toEqual([143, null]);
  await expect.poll(() => isRunning(driverPid()), { timeout: 5000 }).toBe(false);
  expect(existsSync(other)).toBe(false);
});
