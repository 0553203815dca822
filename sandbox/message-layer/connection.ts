import type { Socket } from 'node:net';
import type { Framing } from '../transport/framing.ts';
import { detectFraming } from '../transport/detect-framing.ts';
import type { KeyExchange } from '../key-exchange/key-exchange.ts';

/** 4-byte answers in place of a message (core.telegram.org/mtproto/mtproto-transports). */
export type TransportError = -404 | -429 | -444;

export interface ConnectionEvents {
  onFrame(frame: Buffer): void;
  /** Bytes or a message that no honest client sends; to be answered with `fail`. */
  onMisbehaviour(error: unknown): void;
  onClose(): void;
}

/** How long a client may take to send what tells its transport, in ms. */
const silenceMs = 60_000;
/** Unsent bytes after which a client that does not read is dropped. */
const maxUnsentBytes = 8 << 20;

/** One TCP connection. */
export class Connection {
  readonly id: number;
  readonly keyExchange: KeyExchange;
  isOpen = true;
  private readonly socket: Socket;
  private framing: Framing | undefined;
  private start: Buffer = Buffer.alloc(0);
  /** What was said last is on its way out; nothing more is heard. */
  private isEnding = false;
  private disconnectTimer: NodeJS.Timeout | undefined;
  private onClose: () => void = () => undefined;

  constructor(id: number, socket: Socket, keyExchange: KeyExchange) {
    this.id = id;
    this.socket = socket;
    this.keyExchange = keyExchange;
  }

  listen(events: ConnectionEvents): void {
    this.socket.setNoDelay(true);
    this.disconnectAfter(silenceMs);
    this.onClose = () => events.onClose();
    const closed = (): void => this.destroy();
    // A reset or a half-closed socket ends the connection like a close does.
    this.socket.on('error', closed).on('end', closed).on('close', closed);
    this.socket.on('data', (chunk) => {
      if (this.isEnding) return;
      try {
        for (const frame of this.cut(chunk)) if (this.isOpen && !this.isEnding) events.onFrame(frame);
      } catch (error) {
        events.onMisbehaviour(error);
      }
    });
  }

  send(payload: Buffer): void {
    if (!this.isOpen || this.framing === undefined) return;
    this.socket.write(this.framing.frame(payload));
    if (this.socket.writableLength > maxUnsentBytes) this.destroy();
  }

  /** Says why, then closes. */
  fail(error: TransportError): void {
    const payload = Buffer.allocUnsafe(4);
    payload.writeInt32LE(error);
    this.send(payload);
    this.isEnding = true;
    this.socket.destroySoon();
  }

  destroy(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    clearTimeout(this.disconnectTimer);
    this.socket.destroy();
    this.onClose();
  }

  /** ping_delay_disconnect: closes unless called again in time. */
  disconnectAfter(ms: number): void {
    clearTimeout(this.disconnectTimer);
    this.disconnectTimer = setTimeout(() => this.destroy(), ms).unref();
  }

  get transport(): string {
    return this.framing?.name ?? 'unknown';
  }

  private cut(chunk: Buffer): Buffer[] {
    if (this.framing !== undefined) return this.framing.push(chunk);
    this.start = this.start.length === 0 ? chunk : Buffer.concat([this.start, chunk]);
    const detected = detectFraming(this.start);
    if (detected === undefined) return [];
    clearTimeout(this.disconnectTimer);
    this.framing = detected.framing;
    this.start = Buffer.alloc(0);
    return detected.rest.length === 0 ? [] : this.framing.push(detected.rest);
  }
}
