import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { describeError } from '../../../runtime/describe-error.ts';
import { type ActAnswer, type PageAct, pageActSchema } from './page-act.ts';
import { pageFiles } from './page-files.ts';
import { pageHeaders } from './page-headers.ts';
import type { PageState } from './page-state.ts';
import { StateStreams } from './state-streams.ts';

const MAX_BODY_BYTES = 32_768;

export type PageServer = {
  /** With the key: whoever has it may kill processes of the demo. */
  url: string;
  /** The state may have changed. */
  changed: () => void;
  close(): Promise<void>;
};

export type Played = {
  state: () => PageState;
  act: (act: PageAct) => Promise<ActAnswer>;
  /** Where somebody who asks for the console is sent. */
  consoleLink: () => Promise<string>;
};

/**
 * Serves the page on 127.0.0.1, below a path that is random each time: other users of this machine, and other pages in the same
 * browser, do not know it. The Host header is checked as well, so that no name of somebody else's leads here.
 */
export async function startPageServer({ state, act, consoleLink }: Played): Promise<PageServer> {
  const files = await pageFiles();
  const key = randomBytes(16).toString('base64url');
  const streams = new StateStreams(state);
  let host = '';

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const prefix = `/${key}/`;
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (request.headers.host !== host || !pathname.startsWith(prefix)) {
      refuse(response, 404, 'There is nothing here. Open the address that the demo has printed.');
      return;
    }
    const name = pathname.slice(prefix.length);
    const file = files.get(name);
    if (request.method === 'GET' && name === 'state') streams.add(response, pageHeaders);
    else if (request.method === 'GET' && name === 'console') {
      response.writeHead(303, { ...pageHeaders, location: await consoleLink() }).end();
    } else if (request.method === 'GET' && file !== undefined) {
      response.writeHead(200, { ...pageHeaders, 'content-type': file.type }).end(file.body);
    } else if (request.method === 'POST' && name === 'act') await takeAct(request, response);
    else refuse(response, 404, 'There is nothing here.');
  };

  const takeAct = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { origin, 'content-type': type } = request.headers;
    if (origin !== `http://${host}` || type !== 'application/json') {
      refuse(response, 403, 'Only the page itself may do that.');
      return;
    }
    const parsed = pageActSchema.safeParse(JSON.parse(await readBody(request)));
    if (!parsed.success) {
      refuse(response, 400, 'The page does not know how to do that. Load it again.');
      return;
    }
    const done = await act(parsed.data);
    streams.changed();
    response.writeHead(200, { ...pageHeaders, 'content-type': 'application/json' }).end(JSON.stringify(done));
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) response.end();
      else refuse(response, 500, describeError(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The page has no port.');
  host = `127.0.0.1:${address.port}`;
  return {
    url: `http://${host}/${key}/`,
    changed: streams.changed,
    close: () =>
      new Promise((resolve) => {
        streams.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refuse(response: ServerResponse, status: number, toast: string): void {
  response
    .writeHead(status, { ...pageHeaders, 'content-type': 'application/json' })
    .end(`${JSON.stringify({ toast, alert: true })}\n`);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Error(`More than ${MAX_BODY_BYTES} bytes cannot be sent.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
