import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import type { Duplex } from 'node:stream';

import { KeyExchangeError } from './key-exchange/key-exchange-error.ts';
import { KeyExchange } from './key-exchange/key-exchange.ts';
import { AuthKeys } from './message-layer/auth-keys.ts';
import { Connection } from './message-layer/connection.ts';
import { MessageIds } from './message-layer/message-ids.ts';
import { receiveFrame } from './message-layer/receive-frame.ts';
import { Salts } from './message-layer/salts.ts';
import { WebSocketDoor } from './transport/web-socket-door.ts';
import type { World } from './world.ts';

let lastConnectionId = 0;
/** Connections beyond the limit that are told -429; more are closed at once. */
const toldToWait = 100;

/** One data centre: a port, its auth keys and its open connections. */
export class DataCentre {
  readonly id: number;
  readonly world: World;
  readonly salts: Salts;
  readonly keys: AuthKeys;
  /** Of the key exchange's messages. */
  readonly plainIds = new MessageIds();
  readonly connections = new Set<Connection>();
  peakConnections = 0;
  private readonly server: Server;
  private readonly door = new WebSocketDoor();

  constructor(id: number, world: World) {
    this.id = id;
    this.world = world;
    this.salts = new Salts(world.saltSecret);
    this.keys = new AuthKeys(id, world);
    this.server = createServer({ noDelay: true }, (socket) => this.accept(socket, false));
  }

  /** Loopback only; port 0: one that is free. Resolves with the port. */
  async listen(port: number): Promise<number> {
    if (port !== 0) return listenOn(this.server, port);
    for (let attempt = 1; ; attempt++) {
      try {
        // Below 32768: GramJS writes ports as signed 16-bit numbers into its session strings.
        return await listenOn(this.server, randomInt(20_000, 32_000));
      } catch (error) {
        if (attempt === 20) throw error;
      }
    }
  }

  close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.dropConnections();
    return closed;
  }

  dropConnections(): void {
    this.door.close();
    for (const connection of this.connections) connection.destroy();
  }

  private accept(stream: Duplex, inWebSocket: boolean): void {
    const { maxConnections } = this.world.settings;
    const beyond = this.connections.size - maxConnections;
    if (beyond >= 0) this.world.logger.warn({ dc: this.id, maxConnections }, 'refused a connection beyond the limit');
    if (beyond >= toldToWait) {
      stream.on('error', () => undefined).destroy();
      return;
    }
    const keyExchange = new KeyExchange({
      dcId: this.id,
      serverKey: this.world.serverKey,
      modExp: this.world.modExp,
      nowMs: () => this.world.nowMs(),
      forges: (what) => this.world.faults.forges(what),
      keep: (key) => this.keys.keep(key),
    });
    const connection = new Connection(++lastConnectionId, stream, { keyExchange, inWebSocket });
    this.connections.add(connection);
    this.peakConnections = Math.max(this.peakConnections, this.connections.size);
    connection.listen({
      onFrame: (frame) => (beyond >= 0 ? connection.fail(-429) : receiveFrame(this, connection, frame)),
      onHttp: (start) => this.door.accept(stream, start, (inside) => this.accept(inside, true)),
      onMisbehaviour: (error) => {
        this.world.logger.warn(
          { dc: this.id, connection: connection.id, transport: connection.transport, reason: reasonOf(error) },
          'closed a connection that broke the protocol',
        );
        connection.fail(error instanceof KeyExchangeError ? error.transportError : -404);
      },
      onClose: () => this.connections.delete(connection),
    });
  }
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', 1024, () => {
      server.off('error', reject);
      resolve(port);
    });
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
