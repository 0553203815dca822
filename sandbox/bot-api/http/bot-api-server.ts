import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerCall } from './answer-call.ts';
import type { Served } from './answer-call.ts';
import { closeServer, listenOnLoopback } from '../../listen-on-loopback.ts';

export interface BotApiServer {
  readonly url: string;
  drop(): void;
  close(): Promise<void>;
}

/** The Bot API over HTTP, on loopback only. */
export async function startBotApiServer(served: Served, port: number): Promise<BotApiServer> {
  const server = createServer((request, response) => void serve(served, request, response));
  // Longer than clients keep idle connections: one that is closed under a call looks like a lost answer.
  server.keepAliveTimeout = 75_000;
  const listening = await listenOnLoopback(server, port);
  return {
    url: `http://127.0.0.1:${listening}`,
    drop: () => server.closeAllConnections(),
    close: () => closeServer(server),
  };
}

async function serve(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const hungUp = new AbortController();
  response.once('close', () => hungUp.abort());
  try {
    const answer = await answerCall(served, request, hungUp.signal);
    if (answer === 'lost') {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, {
      'content-type': 'application/json',
      // What of the body was not read would be taken for the next request.
      ...(request.complete ? {} : { connection: 'close' }),
    });
    response.end(JSON.stringify(answer.body));
  } catch (error) {
    // The bot went away while it spoke, or a mistake of ours.
    served.logger.warn({ err: error }, 'a bot call was not answered');
    if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
    response.end('{"ok":false,"error_code":500,"description":"Internal Server Error"}');
  }
}
