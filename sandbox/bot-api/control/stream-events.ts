import type { ServerResponse } from 'node:http';
import type { BotApi } from '../start-bot-api.ts';

/** Sends every change until the reader goes away. */
export function streamEvents(api: BotApi, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(': not Telegram\n\n');
  const end = api.chats.subscribe((event) => void response.write(`data: ${JSON.stringify(event)}\n\n`));
  response.once('close', end);
}
