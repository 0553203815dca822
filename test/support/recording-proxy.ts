import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

/** Every byte between browsers and a server, in both directions. */
export type RecordingProxy = {
  url: string;
  requests: () => string;
  answers: () => string;
  close: () => Promise<void>;
};

export async function recordingProxy(target: string): Promise<RecordingProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const sent: Buffer[] = [];
  const received: Buffer[] = [];
  const server = createServer((browser) => {
    const console = connect(Number(port), hostname);
    for (const [from, to, kept] of [
      [browser, console, sent],
      [console, browser, received],
    ] as const) {
      sockets.add(from);
      from.on('data', (bytes) => void kept.push(Buffer.from(bytes)));
      from.on('error', () => to.destroy());
      from.pipe(to);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => Buffer.concat(sent).toString('latin1'),
    answers: () => Buffer.concat(received).toString('latin1'),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
