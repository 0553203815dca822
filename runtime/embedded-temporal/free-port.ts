import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { serverFiles } from './server-files.ts';

/**
 * A free loopback port: the one of the last run where it is free, so that workers and clients that wait for the server
 * find it again at the address they know.
 */
export async function pickPort(home: string): Promise<number> {
  const last = lastPort(home);
  if (last !== undefined) {
    const port = await tryPort(last);
    if (port !== undefined) return port;
  }
  const port = await tryPort(0);
  if (port === undefined) throw new Error('No port can be opened on 127.0.0.1.');
  return port;
}

function lastPort(home: string): number | undefined {
  try {
    const port = Number.parseInt(readFileSync(serverFiles(home).port, 'utf8'), 10);
    return port > 0 && port < 65_536 ? port : undefined;
  } catch {
    return undefined;
  }
}

async function tryPort(port: number): Promise<number | undefined> {
  return await new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
}
