import type { Duplex } from 'node:stream';
import type { Frame, Framing } from '../transport/framing.ts';
import { detectFraming, detectObfuscated } from '../transport/detect-framing.ts';
import type { KeyExchange } from '../key-exchange/key-exchange.ts';

/** 4-byte answers in place of a message (core.telegram.org/mtproto/mtproto-transports). */
export type TransportError = -404 | -429 | -444;

export interface ConnectionEvents {
  onFrame(frame: Frame): void;
  /** The first bytes are an HTTP request: the stream is somebody else's from here on. */
  onHttp(start: Buffer): void;
  /** Bytes or a message that no honest client sends; to be answered with `fail`. */
  onMisbehaviour(error: unknown): void;
  onClose(): void;
}

/** How long a client may take until its first encrypted message, and a closing one to read the reason; in ms. */
const greetingMs = 60_000;
const farewellMs = 5_000;
/** How long the frames that came together are handled at a stretch, in ms. */
const sliceMs = 20;
/** Unsent bytes after which a client that does not read is dropped. */
const maxUnsentBytes = 8 << 20;

/** One connection: a TCP socket, or the stream inside a WebSocket. */
export class Connection {
  readonly id: number;
  readonly keyExchange: KeyExchange;
  isOpen = true;
  private readonly stream: Duplex;
  private readonly inWebSocket: boolean;
  private framing: Framing | undefined;
  private start: Buffer = Buffer.alloc(0);
  /** What was said last is on its way out; nothing more is heard. */
  private isEnding = false;
  private disconnectTimer: NodeJS.Timeout | undefined;
  private silenceTimer: NodeJS.Timeout;
  private isTrusted = false;
  private onClose: () => void = () => undefined;

  constructor(id: number, stream: Duplex, options: { keyExchange: KeyExchange; inWebSocket: boolean }) {
    this.id = id;
    this.stream = stream;
    this.keyExchange = options.keyExchange;
    this.inWebSocket = options.inWebSocket;
    this.silenceTimer = this.destroyAfter(greetingMs);
  }

  listen(events: ConnectionEvents): void {
    this.onClose = () => events.onClose();
    const closed = (): void => this.destroy();
    const onData = (chunk: Buffer): void => {
      if (this.isEnding) return;
      try {
        const frames = this.cut(chunk);
        if (frames === 'http') {
          // The sandbox's own listeners go; the error's stays until the next owner has one.
          this.stream.off('data', onData).off('end', closed).off('close', closed).pause();
          this.leave();
          events.onHttp(this.start);
          return;
        }
        this.handle(frames, events);
      } catch (error) {
        events.onMisbehaviour(error);
      }
    };
    // A reset or a half-closed socket ends the connection like a close does.
    this.stream.on('error', closed).on('end', closed).on('close', closed).on('data', onData);
  }

  send(payload: Buffer): void {
    if (this.framing !== undefined) this.write(this.framing.frame(payload));
  }

  /** core.telegram.org/mtproto/mtproto-transports, "Quick ack"; the full transport has none. */
  sendQuickAck(token: number): void {
    if (this.framing?.quickAck) this.write(this.framing.quickAck(token));
  }

  /** Says why, then closes. */
  fail(error: TransportError): void {
    const payload = Buffer.allocUnsafe(4);
    payload.writeInt32LE(error);
    this.send(payload);
    this.isEnding = true;
    this.disconnectAfter(farewellMs);
    this.stream.end(() => this.destroy());
  }

  destroy(): void {
    if (!this.isOpen) return;
    this.leave();
    this.stream.destroy();
  }

  /** ping_delay_disconnect: closes unless called again in time. */
  disconnectAfter(ms: number): void {
    clearTimeout(this.disconnectTimer);
    this.disconnectTimer = this.destroyAfter(ms);
  }

  /** An encrypted message of a known key came: the next one may take this long. */
  heard(idleMs: number): void {
    if (this.isTrusted) {
      this.silenceTimer.refresh();
      return;
    }
    this.isTrusted = true;
    clearTimeout(this.silenceTimer);
    this.silenceTimer = this.destroyAfter(idleMs);
  }

  get transport(): string {
    const name = this.framing?.name ?? 'unknown';
    return this.inWebSocket ? `${name} in a WebSocket` : name;
  }

  /** What a client sends at once is handled in slices, so that no other client waits for all of it. */
  private handle(frames: readonly Frame[], events: ConnectionEvents): void {
    const untilMs = performance.now() + sliceMs;
    for (const [at, frame] of frames.entries()) {
      if (!this.isOpen || this.isEnding) return;
      if (performance.now() > untilMs) {
        this.stream.pause();
        setImmediate(() => this.handleRest(frames.slice(at), events));
        return;
      }
      events.onFrame(frame);
    }
  }

  private handleRest(frames: readonly Frame[], events: ConnectionEvents): void {
    try {
      this.stream.resume();
      this.handle(frames, events);
    } catch (error) {
      events.onMisbehaviour(error);
    }
  }

  private write(bytes: Buffer): void {
    if (!this.isOpen || this.isEnding) return;
    this.stream.write(bytes);
    if (this.stream.writableLength > maxUnsentBytes) this.destroy();
  }

  private leave(): void {
    this.isOpen = false;
    clearTimeout(this.disconnectTimer);
    clearTimeout(this.silenceTimer);
    this.onClose();
  }

  private destroyAfter(ms: number): NodeJS.Timeout {
    return setTimeout(() => this.destroy(), ms).unref();
  }

  private cut(chunk: Buffer): Frame[] | 'http' {
    if (this.framing !== undefined) return this.framing.push(chunk);
    this.start = this.start.length === 0 ? chunk : Buffer.concat([this.start, chunk]);
    const detected = this.inWebSocket ? detectObfuscated(this.start) : detectFraming(this.start);
    if (detected === undefined) return [];
    if (detected === 'http') return 'http';
    this.framing = detected.framing;
    this.start = Buffer.alloc(0);
    return detected.rest.length === 0 ? [] : this.framing.push(detected.rest);
  }
}
