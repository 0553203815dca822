import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BotApi } from '../../../sandbox/bot-api/start-bot-api.ts';
import { ada, call, group, send, startTestApi } from './call-bot-api.ts';

let api: BotApi;

beforeEach(async () => {
  api = await startTestApi();
  api.chats.say(ada, ada, '/start');
});
afterEach(() => api.close());

async function refusal(button: object, chatId = ada): Promise<string | undefined> {
  const keyboard = { inline_keyboard: [[{ text: 'Go', ...button }]] };
  return (await call(api, 'sendMessage', { chat_id: chatId, text: 'Hi', reply_markup: keyboard })).description;
}

test('data of a button has 1 to 64 bytes', async () => {
  expect(await refusal({ callback_data: 'x'.repeat(64) })).toBeUndefined();
  expect(await refusal({ callback_data: 'x'.repeat(65) })).toBe('Bad Request: BUTTON_DATA_INVALID');
  expect(await refusal({ callback_data: 'ü'.repeat(33) })).toBe('Bad Request: BUTTON_DATA_INVALID');
  expect(await refusal({ callback_data: '' })).toBe('Bad Request: BUTTON_DATA_INVALID');
});

test('the host of a link has a dot, unless the server was told otherwise', async () => {
  expect(await refusal({ url: 'http://localhost:3000/login' })).toBe(
    "Bad Request: inline keyboard button URL 'http://localhost:3000/login' is invalid: Wrong HTTP URL",
  );
  expect(await refusal({ url: 'ftp://example.org' })).toBe(
    "Bad Request: inline keyboard button URL 'ftp://example.org' is invalid: Unsupported URL protocol",
  );
  expect(await refusal({ url: 'http://127.0.0.1:3000' })).toBeUndefined();
  await api.close();
  api = await startTestApi({ dotlessHosts: 'allow' });
  api.chats.say(ada, ada, '/start');
  expect(await refusal({ url: 'http://localhost:3000/login' })).toBeUndefined();
});

test('a web app needs HTTPS and a private chat', async () => {
  expect(await refusal({ web_app: { url: 'http://example.org' } })).toBe(
    "Bad Request: inline keyboard button Web App URL 'http://example.org' is invalid: Only HTTPS links are allowed",
  );
  expect(await refusal({ web_app: { url: 'https://example.org' } })).toBeUndefined();
  expect(await refusal({ web_app: { url: 'https://example.org' } }, group)).toBe('Bad Request: BUTTON_TYPE_INVALID');
});

test('a message has at most 100 buttons', async () => {
  const row = (count: number) => Array.from({ length: count }, () => ({ text: 'x', callback_data: 'x' }));
  await send(api, ada, 'Hi', { reply_markup: { inline_keyboard: [row(50), row(50)] } });
  const tooMany = { chat_id: ada, text: 'Hi', reply_markup: { inline_keyboard: [row(50), row(51)] } };
  expect((await call(api, 'sendMessage', tooMany)).description).toBe('Bad Request: reply markup is too long');
});

test('a button does exactly one thing', async () => {
  expect(await refusal({})).toBe('Bad Request: text buttons are unallowed in the inline keyboard');
  expect(await refusal({ url: 'https://example.org', callback_data: 'x' })).toBe('Bad Request: BUTTON_TYPE_INVALID');
  expect(await refusal({ copy_text: { text: 'x'.repeat(257) } })).toBe('Bad Request: BUTTON_COPY_TEXT_INVALID');
});

test('links and copies do their work without the bot, and are found by text or place', async () => {
  const id = await send(api, ada, 'Hi', {
    reply_markup: {
      inline_keyboard: [[{ text: 'Open', url: 'https://example.org' }], [{ text: 'Copy', copy_text: { text: 'abc' } }]],
    },
  });
  expect(await api.chats.press(ada, id, ada, 'Open')).toEqual({ text: '', alert: false, url: 'https://example.org/' });
  expect(await api.chats.press(ada, id, ada, 1)).toEqual({ text: '', alert: false, copied: 'abc' });
  expect(api.chats.messages(ada).at(-1)?.buttons).toEqual([
    [{ text: 'Open', kind: 'url', url: 'https://example.org/' }],
    [{ text: 'Copy', kind: 'copy', copies: 'abc' }],
  ]);
});

test('keys below the input field stay until they are removed, those for one use until something is written', async () => {
  const keyboard = [[{ text: 'Share my number', request_contact: true }, 'No']];
  await send(api, ada, 'Who are you?', { reply_markup: { keyboard, one_time_keyboard: true } });
  expect(api.chats.keys(ada)?.rows).toEqual([
    [
      { text: 'Share my number', requestContact: true },
      { text: 'No', requestContact: false },
    ],
  ]);
  api.chats.shareContact(ada, { phone: '+9996621234' });
  expect(api.chats.keys(ada)).toBeUndefined();
  await send(api, ada, 'Again', { reply_markup: { keyboard } });
  api.chats.say(ada, ada, 'No');
  expect(api.chats.keys(ada)).toBeDefined();
  await send(api, ada, 'Thanks', { reply_markup: { remove_keyboard: true } });
  expect(api.chats.keys(ada)).toBeUndefined();
});

test('a number is asked for in private chats only', async () => {
  const parameters = {
    chat_id: group,
    text: 'Hi',
    reply_markup: { keyboard: [[{ text: 'x', request_contact: true }]] },
  };
  expect((await call(api, 'sendMessage', parameters)).description).toBe(
    'Bad Request: phone number can be requested in private chats only',
  );
});

test('a contact says whose it is, and answers the message that asked', async () => {
  const asked = await send(api, ada, 'Who?', { reply_markup: { keyboard: [[{ text: 'Me', request_contact: true }]] } });
  api.chats.shareContact(ada, { phone: '+9996621234' });
  api.chats.shareContact(ada, { phone: '+9996620000', userId: 102 });
  api.chats.shareContact(ada, { phone: '+9996629999', userId: null });
  const { result } = await call(api, 'getUpdates', { offset: -3 });
  expect(result).toMatchObject([
    { message: { contact: { phone_number: '+9996621234', user_id: ada }, reply_to_message: { message_id: asked } } },
    { message: { contact: { phone_number: '+9996620000', user_id: 102, first_name: 'Ben' } } },
    { message: { contact: { phone_number: '+9996629999' } } },
  ]);
  expect(JSON.stringify(result).match(/user_id/g)).toHaveLength(2);
});

test('a forwarded message names where it is from', async () => {
  api.chats.say(ada, ada, { text: 'Login code: 12345', forwardFrom: { userId: 102 } });
  api.chats.say(ada, ada, { text: 'psst', forwardFrom: { hiddenName: 'Somebody' } });
  expect((await call(api, 'getUpdates', { offset: -2 })).result).toMatchObject([
    { message: { forward_origin: { type: 'user', sender_user: { first_name: 'Ben' } } } },
    { message: { forward_origin: { type: 'hidden_user', sender_user_name: 'Somebody' } } },
  ]);
  expect(api.chats.messages(ada).at(-1)?.forwardedFrom).toBe('Somebody');
});
