import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { freePort } from '../../tools/stage/free-port.ts';
import { findTestServer } from './find-test-server.ts';

export type TimeSkippingServer = { address: string; stop: () => Promise<void> };

const READY_WITHIN_MS = 60_000;
const LAST_WORDS = 600;

/** Temporal's test server, in memory. Its time runs like anybody's until it is told to skip. It listens on all interfaces. */
export async function startTimeSkippingServer(): Promise<TimeSkippingServer> {
  const { file, args } = await findTestServer({ env: process.env });
  const port = await freePort();
  const child = spawn(file, [...args, String(port)], { stdio: ['ignore', 'ignore', 'pipe'] });
  const kill = (): unknown => child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    process.off('exit', kill);
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const ended = once(child, 'exit');
    kill();
    await ended;
  };
  const address = `127.0.0.1:${port}`;
  try {
    await answering(child, address);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, stop };
}

async function answering(child: ChildProcess, address: string): Promise<void> {
  let complained = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complained = `${complained}${text}`.slice(-LAST_WORDS);
  });
  const state: { failed?: string } = {};
  child.once('error', ({ message }) => (state.failed = message));
  child.once('exit', (code, signal) => (state.failed ??= `${code ?? signal}`));
  const until = performance.now() + READY_WITHIN_MS;
  for (;;) {
    if (state.failed !== undefined) throw new Error(`Temporal's test server ended (${state.failed}): ${complained}`);
    try {
      const connection = await Connection.connect({ address, connectTimeout: 2_000 });
      await connection.close();
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
      await pause(50);
    }
  }
}
