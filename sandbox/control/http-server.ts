import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { routeBot } from '../bot-api/control/route-bot.ts';
import { streamEvents } from '../bot-api/control/stream-events.ts';
import type { BotApi } from '../bot-api/start-bot-api.ts';
import { ControlError } from './control-error.ts';
import type { SandboxControl } from './control.ts';
import { route } from './routes.ts';
import { closeServer, listenOnLoopback } from '../listen-on-loopback.ts';

const maxBodyBytes = 1 << 20;

/** The control interface over HTTP, JSON in and out, loopback only. */
export async function startControlServer(
  control: SandboxControl,
  port: number,
  bot?: BotApi,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    void answer(control, bot, request).then((answered) => {
      if ('events' in answered && request.method === 'HEAD') {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).end();
        return;
      }
      if ('events' in answered) {
        streamEvents(answered.events, response);
        return;
      }
      response.writeHead(answered.status, { 'content-type': 'application/json' });
      response.end(`${JSON.stringify(answered.body)}\n`);
    });
  });
  const listening = await listenOnLoopback(server, port);
  return {
    url: `http://127.0.0.1:${listening}`,
    close: () => closeServer(server),
  };
}

async function answer(
  control: SandboxControl,
  bot: BotApi | undefined,
  request: IncomingMessage,
): Promise<{ status: number; body: unknown } | { events: BotApi }> {
  try {
    checkHost(request.headers.host);
    checkOrigin(request.headers.origin);
    const url = addressed(request.url ?? '/');
    const body = await readJson(request);
    // Of an answer to HEAD, Node leaves the body out.
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
    const asked = { method, url, body };
    if (bot && method === 'GET' && url.pathname === '/bot/events') return { events: bot };
    const isOfBot = /^\/bot(\/|$)/.test(url.pathname);
    const result = await (isOfBot ? routeBot(bot, asked) : route(control, asked));
    if (method !== 'GET' && !isOfBot) await saved(control);
    return { status: 200, body: result };
  } catch (error) {
    if (error instanceof ControlError) return { status: error.status, body: { error: error.message } };
    return { status: 500, body: { error: error instanceof Error ? error.message : String(error) } };
  }
}

const thisMachine = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** A web page whose name was made to lead to this machine sends that name along: DNS rebinding. */
function checkHost(host: string | undefined): void {
  if (thisMachine.test(host ?? '')) return;
  throw new ControlError(
    `'${(host ?? '').slice(0, 80)}' is not this machine. Send the requests to http://127.0.0.1 or http://localhost.`,
    403,
  );
}

/** Any web page can have its browser post here, though it cannot read the answer; the browser says which page it was. */
function checkOrigin(origin: string | undefined): void {
  if (origin === undefined || thisMachine.test(origin.replace(/^https?:\/\//iu, ''))) return;
  throw new ControlError('Pages of other machines may not use the control port. Send the request from a program.', 403);
}

async function saved(control: SandboxControl): Promise<void> {
  try {
    await control.save();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Done, but not kept over a restart. ${why}`, { cause });
  }
}

/** A path is put behind the host: alone, `//x` would be taken for a host. */
function addressed(target: string): URL {
  const url = URL.parse(`http://127.0.0.1${target}`);
  if (url === null) throw new ControlError(`'${target}' is no path. GET / lists all requests.`);
  return url;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > maxBodyBytes) throw new ControlError(`The body is larger than ${maxBodyBytes} bytes.`);
    chunks.push(chunk);
  }
  if (size === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new ControlError('The body is not JSON. Send a JSON object with content-type application/json.');
  }
}
