import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BotApi } from '../../../sandbox/bot-api/start-bot-api.ts';
import { ada, ben, call, send, startTestApi } from './call-bot-api.ts';

let api: BotApi;

beforeEach(async () => {
  api = await startTestApi();
  api.chats.say(ada, ada, '/start');
  api.chats.say(ben, ben, '/start');
});
afterEach(() => api.close());

test('calls that fit are told to come later, so many times', async () => {
  api.faults.tooMany({ method: 'sendMessage', chatId: ada, retryAfterSeconds: 3, times: 2 });
  await send(api, ben, 'one');
  for (const text of ['one', 'two']) {
    expect(await call(api, 'sendMessage', { chat_id: ada, text })).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 3',
      parameters: { retry_after: 3 },
    });
  }
  await send(api, ada, 'three');
  expect(api.chats.messages(ada).map(({ text }) => text)).toEqual(['/start', 'three']);
});

test('a call fails as told, and is not carried out', async () => {
  api.faults.fail({ method: 'sendMessage', code: 502, description: 'Bad Gateway', times: 1 });
  expect(await call(api, 'sendMessage', { chat_id: ada, text: 'one' })).toMatchObject({ error_code: 502 });
  expect(api.chats.messages(ada)).toHaveLength(1);
});

test('a call is carried out and its answer is lost', async () => {
  api.faults.fail({ method: 'sendMessage', code: 502, description: '', times: 1, afterApplying: true });
  await expect(call(api, 'sendMessage', { chat_id: ada, text: 'one' })).rejects.toThrow('fetch failed');
  expect(api.chats.messages(ada).at(-1)?.text).toBe('one');
  expect(api.requests.list('sendMessage')[0]?.status).toBeUndefined();
  await send(api, ada, 'two');
});

test('all connections end at once, and a poll that had one gets its updates later', async () => {
  await call(api, 'deleteWebhook', { drop_pending_updates: true });
  const poll = call(api, 'getUpdates', { timeout: 20 });
  await vi.waitUntil(() => api.requests.list('getUpdates').length === 1);
  api.faults.drop();
  await expect(poll).rejects.toThrow('fetch failed');
  api.chats.say(ada, ada, 'hello');
  expect(JSON.stringify((await call(api, 'getUpdates')).result)).toContain('hello');
});

test('faults that have not happened are forgotten when they are cleared', async () => {
  api.faults.tooMany({ retryAfterSeconds: 3, times: 2 });
  api.faults.clear();
  await send(api, ada, 'one');
});

test('every change in a chat is told', async () => {
  const told: string[] = [];
  const end = api.chats.subscribe(({ kind }) => told.push(kind));
  const id = await send(api, ada, 'one');
  await call(api, 'editMessageText', { chat_id: ada, message_id: id, text: 'two' });
  await call(api, 'sendChatAction', { chat_id: ada, action: 'typing' });
  await call(api, 'pinChatMessage', { chat_id: ada, message_id: id });
  await call(api, 'deleteMessage', { chat_id: ada, message_id: id });
  api.chats.block(ada);
  end();
  api.chats.unblock(ada);
  expect(told).toEqual(['message', 'edit', 'action', 'pin', 'delete', 'surroundings']);
});
