import { once } from 'node:events';
import { Socket } from 'node:net';
import { PromisedNetSockets } from 'telegram/extensions/PromisedNetSockets.js';
import { FramingError } from './framing-error.ts';

/** More than any answer that a sign-in gets. GramJS itself would collect without end what a length announces. */
const MAX_UNREAD_BYTES = 2 * 2 ** 20;

/**
 * GramJS's TCP socket, made to live once. GramJS answers a lost connection by dialling again and sending every pending
 * request once more, which put auth.sendCode on the wire twice; here the second `connect` throws instead.
 */
export class SingleUseSocket extends PromisedNetSockets {
  /** Packets handed to the operating system: a call during which this did not grow was certainly not sent. */
  writes = 0;
  /** Told once, when the connection is gone for whatever reason. */
  onClose: (() => void) | undefined;
  /** The connection was there and is gone. */
  gone = false;
  /** Why it was given up, where the other side is to blame. */
  fault: FramingError | undefined;
  /** Asked right before a packet is handed over; a no ends the connection. */
  mayWrite: () => boolean = () => true;
  #used = false;
  #socket: Socket | undefined;
  #unreadBytes = 0;

  override async connect(port: number, host: string): Promise<unknown> {
    if (this.#used) throw new Error('This socket was used before. Open a new connection.');
    this.#used = true;
    const dialling = super.connect(port, host);
    const socket: unknown = Reflect.get(this, 'client');
    if (!(socket instanceof Socket)) throw new TypeError('GramJS dials in another way than this version expects.');
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.once('close', () => {
      this.gone = true;
      this.onClose?.();
    });
    return await dialling;
  }

  override async receive(): Promise<void> {
    this.#socket?.on('data', ({ length }: Buffer) => {
      this.#unreadBytes += length;
      if (this.#unreadBytes > MAX_UNREAD_BYTES)
        this.#giveUp(`${this.#unreadBytes} bytes came that nobody had asked for`);
    });
    await super.receive();
  }

  /** Lengths come from the other side; one below zero lets GramJS read for ever, without a turn for anything else. */
  override async readExactly(length: number): Promise<Buffer> {
    if (length < 0 || length > MAX_UNREAD_BYTES) throw this.#giveUp(`a packet cannot have ${length} more bytes`);
    const bytes = await super.readExactly(length);
    this.#unreadBytes -= bytes.length;
    return bytes;
  }

  override write(data: Buffer): void {
    if (!this.mayWrite()) {
      this.destroy();
      return;
    }
    super.write(data);
    this.writes += 1;
  }

  /** At once, without a goodbye; nothing is written after it. Also ends a connection that is still being dialled. */
  destroy(): void {
    this.#used = true;
    this.#socket?.destroy(this.#socket.connecting ? new Error('Gave up dialling.') : undefined);
    Reflect.set(this, 'closed', true);
  }

  /** Until the operating system has let the connection go. */
  async whenGone(): Promise<void> {
    if (this.#socket !== undefined && !this.#socket.closed) await once(this.#socket, 'close');
  }

  #giveUp(what: string): FramingError {
    this.fault ??= new FramingError(what);
    this.destroy();
    return this.fault;
  }
}
