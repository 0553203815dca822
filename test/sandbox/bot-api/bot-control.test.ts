import { request } from 'node:http';
import { Bot, InlineKeyboard } from 'grammy';
import { run } from '@grammyjs/runner';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { botRoutes } from '../../../sandbox/bot-api/control/bot-routes.ts';
import { chatEventSchema } from '../../../sandbox/bot-api/state/chat-events.ts';
import { startSandbox } from '../../../sandbox/start-sandbox.ts';
import type { Sandbox } from '../../../sandbox/start-sandbox.ts';
import { token } from './call-bot-api.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  const bot = { id: 7_000_000_001, username: 'keys_bot', firstName: 'Keys' };
  sandbox = await startSandbox({ dcs: [{ id: 2 }], controlPort: 0, botApi: { token, bot, users: [] } });
});
afterAll(() => sandbox.close());

async function ask(name: string, path: string, body?: object): Promise<{ status: number; answer: unknown }> {
  const [method = ''] = name.split(' ');
  const address = `${sandbox.controlUrl ?? ''}${path}`;
  const response = await fetch(address, { method, ...(body && { body: JSON.stringify(body) }) });
  return { status: response.status, answer: await response.json() };
}

/** Every request, in an order in which each has something to tell. */
const requests: [name: string, path: string, body?: object][] = [
  ['PUT /bot/users/USER', '/bot/users/101', { firstName: 'Ada', languageCode: 'en' }],
  ['PUT /bot/groups/GROUP', '/bot/groups/-1000000000777', { title: 'Operators', members: [101], admins: [101] }],
  ['POST /bot/chats/CHAT/messages', '/bot/chats/101/messages', { userId: 101, text: '/start' }],
  ['POST /bot/chats/CHAT/messages', '/bot/chats/-1000000000777/messages', { anonymousAdmin: true, text: 'Hello' }],
  [
    'POST /bot/chats/CHAT/messages',
    '/bot/chats/-1000000000777/messages',
    { channel: { id: -1_000_000_000_888, title: 'News' }, text: 'Hello' },
  ],
  ['POST /bot/chats/CHAT/messages/MESSAGE/press', '/bot/chats/101/messages/2/press', { userId: 101, button: 'Go' }],
  ['POST /bot/users/USER/contact', '/bot/users/101/contact', { phone: '+9996621234' }],
  ['GET /bot/chats/CHAT/messages', '/bot/chats/101/messages'],
  ['DELETE /bot/chats/CHAT/messages/MESSAGE', '/bot/chats/101/messages/1', { userId: 101 }],
  ['GET /bot/chats/CHAT/deleted', '/bot/chats/101/deleted'],
  ['GET /bot/chats/CHAT/notifications', '/bot/chats/101/notifications'],
  ['GET /bot/chats/CHAT/keys', '/bot/chats/101/keys'],
  ['GET /bot/users/USER/toasts', '/bot/users/101/toasts'],
  ['GET /bot', '/bot'],
  ['GET /bot/requests', '/bot/requests?method=sendMessage&afterSeq=0'],
  ['PUT /bot/users/USER/block', '/bot/users/101/block'],
  ['DELETE /bot/users/USER/block', '/bot/users/101/block'],
  ['PUT /bot/faults', '/bot/faults', [{ action: 'tooMany', method: 'sendPhoto', retryAfterSeconds: 1 }]],
  ['GET /bot/faults', '/bot/faults'],
  ['DELETE /bot/faults', '/bot/faults'],
  ['POST /bot/groups/GROUP/kick', '/bot/groups/-1000000000777/kick'],
  ['POST /bot/drop', '/bot/drop'],
];

test('every request answers what its description says and nothing besides', async () => {
  const bot = new Bot(token, { client: { apiRoot: sandbox.botApi?.url ?? '' } });
  bot.command('start', (context) => context.reply('Ready?', { reply_markup: new InlineKeyboard().text('Go', 'go') }));
  bot.callbackQuery('go', (context) => context.answerCallbackQuery('Gone'));
  const runner = run(bot, { runner: { silent: true } });
  const events = await listen();
  expect([...requests.map(([name]) => name), 'GET /bot/events'].toSorted()).toEqual(
    [...Object.keys(botRoutes), ...Array.from({ length: 2 }, () => 'POST /bot/chats/CHAT/messages')].toSorted(),
  );
  for (const [name, path, body] of requests) {
    if (name.endsWith('/press')) expect(await events()).toContain('surroundings');
    const { status, answer } = await ask(name, path, body);
    expect(status, `${name}: ${JSON.stringify(answer)}`).toBe(200);
    expect(botRoutes[name]?.answer.parse(answer), name).toEqual(answer);
    if (name.endsWith('/press')) expect(answer).toEqual({ answer: { text: 'Gone', alert: false } });
  }
  await runner.stop();
});

/** Listens, and then resolves with the events up to the bot's first message to Ada. */
async function listen(): Promise<() => Promise<string[]>> {
  const response = await fetch(`${sandbox.controlUrl ?? ''}/bot/events`);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  return async () => {
    let text = '';
    const decoder = new TextDecoder();
    const reader = response.body?.getReader();
    while (!text.includes(firstMessage)) {
      const value: Uint8Array | undefined = (await reader?.read())?.value;
      text += decoder.decode(value);
    }
    await reader?.cancel();
    return [...text.matchAll(/^data: (.+)$/gm)].map(([, data = '']) => chatEventSchema.parse(JSON.parse(data)).kind);
  };
}

const firstMessage = JSON.stringify({ kind: 'message', chatId: 101, messageId: 2 });

test('what cannot be done is told in a sentence', async () => {
  expect(await ask('GET', '/bot/chats/5/messages')).toEqual({
    status: 400,
    answer: { error: 'There is no chat 5: name its person or group first.' },
  });
  expect(await ask('GET', '/bot/chats/ada/messages')).toMatchObject({ status: 404 });
  expect(await ask('PUT', '/bot/users/7', { name: 'x' })).toMatchObject({ status: 400 });
  expect(await ask('PUT', '/bot/faults', [{ action: 'fail', method: 'sendNothing' }])).toMatchObject({
    status: 400,
    answer: { error: expect.stringContaining('There is no method sendNothing') },
  });
});

test.each(['/bot', '/bot/events'])('%s is not for a web page whose name was led here', async (path) => {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const asked = request(`${sandbox.controlUrl ?? ''}${path}`, { headers: { host: 'evil.example' } }, (response) => {
    response.resume();
    resolve(response.statusCode);
  });
  asked.once('error', reject).end();
  expect(await promise).toBe(403);
});

test('without a Bot API its requests say how to have one', async () => {
  const without = await startSandbox({ dcs: [{ id: 2 }], controlPort: 0 });
  const response = await fetch(`${without.controlUrl ?? ''}/bot`);
  expect([response.status, await response.json()]).toEqual([
    404,
    { error: 'No Bot API runs here. Start the sandbox with --bot-api PORT.' },
  ]);
  await without.close();
});
