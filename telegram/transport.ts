import { ConnectionTCPFull } from 'telegram/network/connection/TCPFull.js';
import type { DcAddress } from './dc-addresses.ts';
import { silentLogger } from './silent-logger.ts';
import { SingleUseSocket } from './single-use-socket.ts';

/**
 * TCP "full" transport over one single-use socket. A packet of four bytes is not a message but an error of the transport:
 * -404 key unknown, -429 too many connections, -444 wrong data centre. GramJS only logs it and lets calls hang.
 */
export class Transport extends ConnectionTCPFull {
  onTransportError: ((code: number) => void) | undefined;

  constructor({ id, host, port }: DcAddress) {
    // GramJS reconnects by building a second transport out of options of its own, which have no host.
    if (typeof host !== 'string') throw new TypeError('A transport is dialled once. Open a new connection.');
    super({ ip: host, port, dcId: id, loggers: silentLogger, socket: SingleUseSocket, testServers: false });
  }

  get singleUseSocket(): SingleUseSocket {
    if (this.socket instanceof SingleUseSocket) return this.socket;
    throw new TypeError('GramJS made another socket than it was given.');
  }

  override async _recv(): Promise<unknown> {
    const packet: unknown = await super._recv();
    if (Buffer.isBuffer(packet) && packet.length === 4) this.onTransportError?.(packet.readInt32LE(0));
    return packet;
  }
}
