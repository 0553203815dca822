import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, createWebSocketStream } from 'ws';

/** Production and test path (core.telegram.org/mtproto/transports, "WebSocket"); here they lead to the same place. */
const paths = ['/apiws', '/apiws_test'];
const subprotocol = 'binary';
/** A message may hold several frames of MTProto, or a part of one; a larger one ends the connection. */
const maxMessageBytes = 2 << 20;
/** How long a client may take for its HTTP request. */
const requestMs = 10_000;

interface Waiting {
  readonly timer: NodeJS.Timeout;
  onStream(stream: Duplex): void;
}

/**
 * WebSockets on the port that the TCP transports use: takes a connection whose first bytes are an HTTP
 * request and gives the stream of bytes inside. Anything but the upgrade gets an HTTP error.
 */
export class WebSocketDoor {
  /** Connections that have not finished their HTTP request. */
  private readonly waiting = new Map<Duplex, Waiting>();
  private readonly http = createServer({ maxHeaderSize: 8192 }, (_request, response) => {
    response.writeHead(404, { connection: 'close' });
    response.end('Not Telegram. MTProto over HTTP is not offered here; WebSockets are, at /apiws.\n');
  });
  private readonly webSockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: maxMessageBytes,
    handleProtocols: () => subprotocol,
  });

  constructor() {
    this.http.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
  }

  /** `start` is what was read of the connection so far. */
  accept(socket: Duplex, start: Buffer, onStream: (stream: Duplex) => void): void {
    const timer = setTimeout(() => socket.destroy(), requestMs).unref();
    this.waiting.set(socket, { timer, onStream });
    socket.once('close', () => this.forget(socket));
    socket.unshift(start);
    this.http.emit('connection', socket);
    // Paused by whoever read the first bytes; flows once the HTTP server listens.
    setImmediate(() => socket.resume());
  }

  close(): void {
    for (const socket of this.waiting.keys()) socket.destroy();
  }

  private forget(socket: Duplex): Waiting | undefined {
    const found = this.waiting.get(socket);
    clearTimeout(found?.timer);
    this.waiting.delete(socket);
    return found;
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const refused = refusal(request);
    if (refused !== undefined) {
      socket.end(`HTTP/1.1 ${refused}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const waiting = this.forget(socket);
    this.webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      waiting?.onStream(createWebSocketStream(webSocket));
    });
  }
}

function refusal({ url, headers }: IncomingMessage): string | undefined {
  if (!paths.includes((url ?? '').split('?')[0] ?? '')) return '404 Not Found';
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  return offered.includes(subprotocol) ? undefined : '400 Bad Request';
}
