import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

/** Between a worker and its data centres; goes down and up like a network. */
export type BreakableLine = {
  /** For `TELEGRAM_DC`. */
  dcs: string;
  down: () => void;
  up: () => void;
  close: () => void;
};

export async function breakableLine(
  targets: readonly { id: number; host: string; port: number }[],
): Promise<BreakableLine> {
  const sockets = new Set<Socket>();
  let isDown = false;
  const lines = await Promise.all(
    targets.map(async ({ id, host, port }) => {
      const server = createServer((near) => {
        if (isDown) {
          near.destroy();
          return;
        }
        const far = connect(port, host);
        for (const [from, to] of [
          [near, far],
          [far, near],
        ] as const) {
          sockets.add(from);
          from.on('error', () => to.destroy());
          from.on('close', () => {
            sockets.delete(from);
            to.destroy();
          });
          from.pipe(to);
        }
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      return { server, dc: `${id}@127.0.0.1:${(server.address() as AddressInfo).port}` };
    }),
  );
  const down = (): void => {
    isDown = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    dcs: lines.map(({ dc }) => dc).join(','),
    down,
    up: () => {
      isDown = false;
    },
    close: () => {
      down();
      for (const { server } of lines) server.close();
    },
  };
}
