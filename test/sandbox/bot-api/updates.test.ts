import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { BotApi } from '../../../sandbox/bot-api/start-bot-api.ts';
import { ada, call, send, startTestApi, token } from './call-bot-api.ts';

let api: BotApi;
let nowMs: number;

beforeEach(async () => {
  nowMs = Date.UTC(2026, 10, 27);
  api = await startTestApi({ nowMs: () => nowMs });
});
afterEach(() => api.close());

const updatesSchema = z.array(
  z.looseObject({
    update_id: z.int(),
    message: z.looseObject({ text: z.string().optional() }).optional(),
    callback_query: z.looseObject({ id: z.string(), data: z.string() }).optional(),
  }),
);

async function updates(parameters: object = {}): Promise<z.output<typeof updatesSchema>> {
  return updatesSchema.parse((await call(api, 'getUpdates', parameters)).result);
}

async function texts(parameters: object = {}): Promise<(string | undefined)[]> {
  return (await updates(parameters)).map(({ message }) => message?.text);
}

test('updates come again until an offset confirms them', async () => {
  for (const text of ['one', 'two', 'three']) api.chats.say(ada, ada, text);
  expect(await texts()).toEqual(['one', 'two', 'three']);
  expect(await texts({ limit: 2 })).toEqual(['one', 'two']);
  const [first] = await updates({ limit: 1 });
  expect(await texts({ offset: (first?.update_id ?? 0) + 1 })).toEqual(['two', 'three']);
  expect(await texts({ offset: -1 })).toEqual(['three']);
  expect(await texts()).toEqual(['three']);
});

test('a long poll is answered when something happens, and with nothing when its time is up', async () => {
  const poll = texts({ timeout: 20 });
  await vi.waitUntil(() => api.requests.list('getUpdates').length === 1);
  api.chats.say(ada, ada, 'hello');
  expect(await poll).toEqual(['hello']);
  const [{ update_id: id } = { update_id: 0 }] = await updates();
  expect(await texts({ offset: id + 1, timeout: 1 })).toEqual([]);
});

test('a second poll ends the first with a conflict', async () => {
  const first = call(api, 'getUpdates', { timeout: 20 });
  await vi.waitUntil(() => api.requests.list('getUpdates').length === 1);
  const second = texts({ timeout: 20 });
  expect(await first).toMatchObject({
    ok: false,
    error_code: 409,
    description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  });
  api.chats.say(ada, ada, 'hello');
  expect(await second).toEqual(['hello']);
});

test('a poll is over when its bot has hung up', async () => {
  const hangUp = new AbortController();
  const address = `${api.url}/bot${token}/getUpdates?timeout=50`;
  const poll = fetch(address, { signal: hangUp.signal }).catch((error: unknown) => error);
  await vi.waitUntil(() => api.requests.list('getUpdates').length === 1);
  hangUp.abort();
  await poll;
  await vi.waitUntil(() => api.requests.list('getUpdates')[0]?.status !== undefined);
});

test('a poll that need not wait leaves the one that does alone', async () => {
  const first = texts({ timeout: 20 });
  await vi.waitUntil(() => api.requests.list('getUpdates').length === 1);
  expect(await texts()).toEqual([]);
  api.chats.say(ada, ada, 'hello');
  expect(await first).toEqual(['hello']);
});

test('a limit beyond what is allowed is cut, and an offset from the future confirms nothing', async () => {
  api.chats.say(ada, ada, 'one');
  api.chats.say(ada, ada, 'two');
  expect(await texts({ limit: 0 })).toEqual(['one']);
  expect(await texts({ limit: 1000, offset: 5000 })).toEqual(['one', 'two']);
});

test('a message waits a day for the bot, a press two and a half minutes', async () => {
  const { answer } = await pressed();
  api.chats.say(ada, ada, 'still there');
  nowMs += 150_000;
  expect(await texts()).toEqual(['/start', 'still there']);
  nowMs += 86_400_000;
  expect(await texts()).toEqual([]);
  await api.close();
  expect(await answer).toBeUndefined();
});

test('a bot gets only the kinds that it wants, from then on', async () => {
  await updates({ allowed_updates: ['callback_query'] });
  api.chats.say(ada, ada, 'one');
  expect(await texts()).toEqual([]);
  await updates({ allowed_updates: [] });
  api.chats.say(ada, ada, 'two');
  expect(await texts()).toEqual(['two']);
});

test('deleteWebhook can throw away what is pending', async () => {
  api.chats.say(ada, ada, 'one');
  await call(api, 'deleteWebhook');
  expect(await texts()).toEqual(['one']);
  await call(api, 'deleteWebhook', { drop_pending_updates: true });
  expect(await texts()).toEqual([]);
});

async function pressed(): Promise<{ answer: Promise<unknown>; id: string }> {
  api.chats.say(ada, ada, '/start');
  const keyboard = { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] };
  const message = await send(api, ada, 'Ready?', { reply_markup: keyboard });
  const answer = api.chats.press(ada, message, ada, 0);
  const query = (await updates()).at(-1)?.callback_query;
  expect(query).toMatchObject({ data: 'go', from: { id: ada }, message: { message_id: message } });
  return { answer, id: query?.id ?? '' };
}

test('a press is answered once, with a toast or an alert', async () => {
  const { answer, id } = await pressed();
  await call(api, 'answerCallbackQuery', { callback_query_id: id, text: 'Gone', show_alert: true });
  expect(await answer).toEqual({ text: 'Gone', alert: true });
  expect(api.chats.toasts(ada)).toMatchObject([{ text: 'Gone', alert: true }]);
  expect((await call(api, 'answerCallbackQuery', { callback_query_id: id })).description).toBe(
    'Bad Request: query is too old and response timeout expired or query ID is invalid',
  );
});

test('an answer without a text shows nothing, and one of more than 200 characters is refused', async () => {
  const { answer, id } = await pressed();
  const long = { callback_query_id: id, text: 'x'.repeat(201) };
  expect((await call(api, 'answerCallbackQuery', long)).description).toBe('Bad Request: MESSAGE_TOO_LONG');
  await call(api, 'answerCallbackQuery', { callback_query_id: id });
  expect(await answer).toEqual({ text: '', alert: false });
  expect(api.chats.toasts(ada)).toEqual([]);
});

test('a press that is answered too late was not answered', async () => {
  const { answer, id } = await pressed();
  nowMs += 15_001;
  expect((await call(api, 'answerCallbackQuery', { callback_query_id: id })).description).toBe(
    'Bad Request: query is too old and response timeout expired or query ID is invalid',
  );
  expect(await answer).toBeUndefined();
});

test('a press of a button that is not there says which there are', async () => {
  api.chats.say(ada, ada, '/start');
  const keyboard = { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] };
  const message = await send(api, ada, 'Ready?', { reply_markup: keyboard });
  expect(() => api.chats.press(ada, message, ada, 'Stay')).toThrow("has no button Stay, but 'Go'.");
});
