import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { removeAtEnd } from '../../tools/interop/remove-at-end.ts';

const module = JSON.stringify(new URL('../../tools/interop/remove-at-end.ts', import.meta.url).href);

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('a temporary folder is removed when %s ends the run', async (signal, code) => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-interop-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'file'), '');
  const program = `const { removeAtEnd } = await import(${module});
    removeAtEnd(${JSON.stringify(folder)});
    setInterval(() => {}, 1000);
    console.log('ready');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  expect(existsSync(folder)).toBe(true);
  child.kill(signal);
  expect(await once(child, 'exit')).toEqual([code, null]);
  expect(existsSync(folder)).toBe(false);
});

test('what was removed leaves signals to whoever else waits for them', () => {
  const before = process.listenerCount('SIGTERM');
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-interop-test-'));
  const [remove, again] = [removeAtEnd(folder), removeAtEnd(folder)];
  remove();
  expect(process.listenerCount('SIGTERM')).toBe(before + 1);
  again();
  expect(process.listenerCount('SIGTERM')).toBe(before);
  expect(existsSync(folder)).toBe(false);
});
