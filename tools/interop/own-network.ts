import { spawn } from 'node:child_process';
import { createServer, connect } from 'node:net';
import type { Server } from 'node:net';
import type { DcAddress } from '../../sandbox/world.ts';

/** TDLib's built-in addresses by data centre (`td/telegram/net/ConnectionCreator.cpp`), and its ports. */
const builtIn: Readonly<Record<number, readonly string[]>> = {
  1: ['149.154.175.50'],
  4: ['149.154.167.91'],
};
const ports = [443, 80, 5222];

/**
 * Runs `command` in a network namespace that has nothing but a loopback device, and on it the built-in addresses:
 * nothing in it can reach Telegram. Resolves with the exit code.
 */
export function inOwnNetwork(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<number | null> {
  const addresses = Object.values(builtIn).flat();
  const setUp = ['ip link set lo up', ...addresses.map((address) => `ip addr add ${address}/32 dev lo`)];
  const script = `${setUp.join(' && ')} && exec "$@"`;
  const child = spawn('unshare', ['--map-root-user', '--net', 'sh', '-c', script, 'sh', ...command], {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}

/** Leads connections to the built-in addresses of the sandbox's data centres on to where those listen. */
export async function forwardBuiltIn(dcs: readonly DcAddress[]): Promise<{ close(): Promise<void> }> {
  const servers = await Promise.all(
    dcs.flatMap((dc) =>
      (builtIn[dc.id] ?? []).flatMap((address) => ports.map((port) => listen(forwarderTo(dc), port, address))),
    ),
  );
  return { close: async () => void (await Promise.all(servers.map(closed))) };
}

function forwarderTo({ host, port }: DcAddress): Server {
  return createServer((socket) => {
    const onward = connect(port, host);
    socket.pipe(onward).pipe(socket);
    for (const one of [socket, onward]) {
      one.on('error', () => {
        socket.destroy();
        onward.destroy();
      });
    }
  });
}

function listen(server: Server, port: number, address: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => resolve(server));
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
