import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createLogger } from '../../runtime/logger.ts';
import { createShutdown } from '../../runtime/shutdown.ts';

const logger = createLogger({ name: 'test', level: 'silent' });

async function stoppable(...args: string[]) {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./stoppable-process.ts', import.meta.url)), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const said = (text: string) => expect.poll(() => output, { timeout: 10_000, interval: 10 }).toContain(text);
  await said('ready');
  return { child, said, end: async () => ({ code: await ended, lines: output.trim().split('\n').slice(1) }) };
}

describe('shutdown', { timeout: 20_000 }, () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('closes in reverse order on %s and ends with 0', async (signal) => {
    const { child, end } = await stoppable('20');
    child.kill(signal);
    expect(await end()).toEqual({ code: 0, lines: ['notice', 'asked', 'closed second', 'closed first'] });
  });

  it('ends at once on a second signal', async () => {
    const { child, said, end } = await stoppable('60000', '70000');
    child.kill('SIGINT');
    await said('asked');
    // Longer than the time within which two signals are taken for one key press.
    await sleep(500);
    child.kill('SIGINT');
    expect(await end()).toEqual({ code: 130, lines: ['notice', 'asked'] });
  });

  it('takes two signals of one key press for one', async () => {
    const { child, said, end } = await stoppable('100');
    child.kill('SIGINT');
    await said('asked');
    child.kill('SIGINT');
    expect(await end()).toMatchObject({ code: 0 });
  });

  it('ends with 1 when closing takes too long', async () => {
    const { child, end } = await stoppable('60000', '50');
    child.kill('SIGTERM');
    expect(await end()).toEqual({ code: 1, lines: ['notice', 'asked'] });
  });

  it('closes the rest when one closer fails, and ends with 1', async () => {
    const { child, end } = await stoppable('broken');
    child.kill('SIGTERM');
    expect(await end()).toEqual({ code: 1, lines: ['notice', 'asked', 'closed second', 'closed first'] });
  });

  it('stops without a signal, once, and leaves the signals to others afterwards', async () => {
    const listeners = process.listenerCount('SIGTERM');
    const shutdown = createShutdown({ logger, limitMs: 1_000 });
    expect(process.listenerCount('SIGTERM')).toBe(listeners + 1);
    let closed = 0;
    shutdown.onClose('it', () => void (closed += 1));
    await Promise.all([shutdown.stop(), shutdown.stop()]);
    expect([closed, shutdown.signal.aborted]).toEqual([1, true]);
    expect(process.listenerCount('SIGTERM')).toBe(listeners);
  });
});
