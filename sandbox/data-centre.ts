import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { notSignedIn } from './accounts/authorization.ts';
import { sha1 } from './crypto/digest.ts';
import type { AuthKey } from './key-exchange/auth-key.ts';
import { KeyExchange } from './key-exchange/key-exchange.ts';
import { Connection } from './message-layer/connection.ts';
import { MessageIds } from './message-layer/message-ids.ts';
import { receiveFrame } from './message-layer/receive-frame.ts';
import { Salts } from './message-layer/salts.ts';
import type { World } from './world.ts';

let lastConnectionId = 0;

/** One data centre: a port, its auth keys and its open connections. */
export class DataCentre {
  readonly id: number;
  readonly world: World;
  readonly salts = new Salts();
  readonly keys = new Map<string, AuthKey>();
  readonly connections = new Set<Connection>();
  peakConnections = 0;
  private readonly server: Server;

  constructor(id: number, world: World) {
    this.id = id;
    this.world = world;
    this.server = createServer((socket) => this.accept(socket));
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
    for (const connection of this.connections) connection.destroy();
  }

  private accept(socket: Socket): void {
    const keyExchange = new KeyExchange({
      dcId: this.id,
      serverKey: this.world.serverKey,
      modExp: this.world.modExp,
      nowMs: () => this.world.nowMs(),
      keep: (key) => this.keep(key),
    });
    const connection = new Connection(++lastConnectionId, socket, keyExchange);
    this.connections.add(connection);
    this.peakConnections = Math.max(this.peakConnections, this.connections.size);
    connection.listen({
      onFrame: (frame) => receiveFrame(this, connection, frame),
      onMisbehaviour: (error) => {
        this.world.logger.warn(
          { dc: this.id, connection: connection.id, transport: connection.transport, reason: reasonOf(error) },
          'closed a connection that broke the protocol',
        );
        connection.fail(-404);
      },
      onClose: () => this.connections.delete(connection),
    });
  }

  private keep({ bytes, initialSalt }: { bytes: Buffer; initialSalt: bigint }): boolean {
    const idBytes = sha1(bytes).subarray(12);
    const id = idBytes.toString('hex');
    if (this.keys.has(id)) return false;
    this.keys.set(id, {
      id,
      idBytes,
      dcId: this.id,
      bytes,
      initialSalt,
      createdAtMs: this.world.nowMs(),
      sessions: new Map(),
      messageIds: new MessageIds(),
      layer: undefined,
      initialised: false,
      phone: undefined,
      authorization: notSignedIn,
    });
    return true;
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
