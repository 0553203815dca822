import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { FindingError } from './target.ts';
import { within } from './within.ts';

const PATIENCE_MS = 10_000;

/** A connection that carries unencrypted messages over the intermediate transport, one question and its answer at a time. */
export class PlainLine {
  readonly #socket: Socket;
  readonly #closed: Promise<undefined>;
  #held: Buffer = Buffer.alloc(0);
  #waiting: ((answer: Buffer | undefined) => void) | undefined;
  /** Rejects on an answer that was not asked for, whoever asks next. */
  readonly #broken = Promise.withResolvers<never>();

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#closed = once(socket, 'close').then(
      () => undefined,
      () => undefined,
    );
    this.#broken.promise.catch(() => undefined);
    socket.on('error', () => undefined).on('data', (chunk) => this.#onData(chunk));
    socket.write(Buffer.alloc(4, 0xee));
  }

  static async open(port: number): Promise<PlainLine> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new PlainLine(socket);
  }

  /** Undefined when the other side said that it will not (-404, -444) or hung up. Throws when it does nothing at all. */
  async ask(body: Buffer): Promise<Buffer | undefined> {
    const answer = new Promise<Buffer | undefined>((resolve) => (this.#waiting = resolve));
    const head = Buffer.alloc(24);
    head.writeUInt32LE(20 + body.length);
    head.writeBigInt64LE(BigInt(Math.floor(Date.now() / 1_000)) << 32n, 12);
    head.writeInt32LE(body.length, 20);
    this.#socket.write(Buffer.concat([head, body]));
    return await within(
      PATIENCE_MS,
      'a step of the key exchange',
      Promise.race([this.#broken.promise, answer, this.#closed]),
    );
  }

  close(): void {
    this.#socket.destroy();
  }

  #onData(chunk: Buffer): void {
    this.#held = Buffer.concat([this.#held, chunk]);
    while (this.#held.length >= 4 && this.#held.length >= 4 + this.#held.readUInt32LE()) {
      const end = 4 + this.#held.readUInt32LE();
      this.#onFrame(this.#held.subarray(4, end));
      this.#held = this.#held.subarray(end);
    }
  }

  #onFrame(frame: Buffer): void {
    if (this.#waiting === undefined) this.#broken.reject(new FindingError('an answer that was not asked for'));
    this.#waiting?.(frame.length < 20 ? undefined : frame.subarray(20));
    this.#waiting = undefined;
  }
}
