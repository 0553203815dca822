import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BotApi } from '../../../sandbox/bot-api/start-bot-api.ts';
import { ada, call, send, startTestApi, token } from './call-bot-api.ts';

let api: BotApi;

beforeEach(async () => {
  api = await startTestApi();
  api.chats.say(ada, ada, '/start');
});
afterEach(() => api.close());

async function post(method: string, body: string | FormData | URLSearchParams, contentType?: string): Promise<unknown> {
  const headers = contentType === undefined ? {} : { 'content-type': contentType };
  return (await fetch(`${api.url}/bot${token}/${method}`, { method: 'POST', body, headers })).json();
}

function last() {
  return api.chats.messages(ada).at(-1);
}

const keyboard = JSON.stringify({ inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] });

test('parameters come as a query, a form, JSON or parts, nested ones as JSON', async () => {
  await fetch(`${api.url}/bot${token}/sendMessage?chat_id=${ada}&text=query`);
  expect(last()?.text).toBe('query');
  const fields = { chat_id: String(ada), text: 'form', protect_content: 'true', reply_markup: keyboard };
  await post('sendMessage', new URLSearchParams(fields));
  expect(last()).toMatchObject({ text: 'form', isProtected: true, buttons: [[{ text: 'Go' }]] });
  await post('sendMessage', JSON.stringify({ ...fields, text: 'json' }), 'application/json');
  expect(last()).toMatchObject({ text: 'json', isProtected: true, buttons: [[{ text: 'Go' }]] });
  const parts = new FormData();
  for (const [name, value] of Object.entries({ ...fields, text: 'parts' })) parts.set(name, value);
  await post('sendMessage', parts);
  expect(last()).toMatchObject({ text: 'parts', isProtected: true, buttons: [[{ text: 'Go' }]] });
});

test('null stands for nothing, and what was sent comes back', async () => {
  const sent = await call(api, 'sendMessage', { chat_id: ada, text: 'x', reply_markup: null, protect_content: true });
  expect(sent.result).toMatchObject({ text: 'x', has_protected_content: true, chat: { id: ada, type: 'private' } });
});

test('a parameter that cannot be read is named', async () => {
  expect(
    await call(api, 'sendMessage', { chat_id: ada, text: 'x', reply_markup: { inline_keyboard: 5 } }),
  ).toMatchObject({ error_code: 400, description: expect.stringMatching(/^Bad Request: can't parse reply_markup/) });
  expect(await post('sendMessage', '{', 'application/json')).toMatchObject({ error_code: 400 });
  expect(await post('sendMessage', '[]', 'application/json')).toMatchObject({ error_code: 400 });
  expect(await post('sendPhoto', 'x', 'multipart/form-data; boundary=y')).toMatchObject({ error_code: 400 });
});

test('a body beyond the limit is refused, and the next call goes through', async () => {
  const tooMuch = JSON.stringify({ chat_id: ada, text: 'x'.repeat(1 << 20) });
  expect(await post('sendMessage', tooMuch, 'application/json')).toEqual({
    ok: false,
    error_code: 413,
    description: 'Request Entity Too Large',
  });
  await send(api, ada, 'still there');
});

function picture(bytes: number, caption: string): FormData {
  const parts = new FormData();
  parts.set('chat_id', String(ada));
  parts.set('photo', 'attach://file0');
  parts.set('caption', caption);
  parts.set('file0', new Blob([new Uint8Array(bytes).fill(7)]), 'code.png');
  return parts;
}

test('a picture is kept with its caption, sent again by its number, and replaced', async () => {
  const sent = await post('sendPhoto', picture(2_000_000, 'Scan me'));
  expect(Buffer.from(last()?.photo ?? '', 'base64')).toHaveLength(2_000_000);
  expect(last()).toMatchObject({ text: 'Scan me' });
  const [, fileId = ''] = /"file_id":"([^"]+)"/.exec(JSON.stringify(sent)) ?? [];
  await call(api, 'sendPhoto', { chat_id: ada, photo: fileId });
  expect(Buffer.from(last()?.photo ?? '', 'base64')).toHaveLength(2_000_000);
  const edit = picture(3, '');
  edit.set('message_id', String(last()?.id));
  edit.set('media', JSON.stringify({ type: 'photo', media: 'attach://file0', caption: 'Newer' }));
  await post('editMessageMedia', edit);
  expect(last()).toMatchObject({ photo: 'BwcH', text: 'Newer', edits: 1 });
  await call(api, 'editMessageCaption', { chat_id: ada, message_id: last()?.id, caption: 'Newest' });
  expect(last()).toMatchObject({ photo: 'BwcH', text: 'Newest', edits: 2 });
});

test('a picture is refused when it is missing, too large, or far away', async () => {
  expect((await call(api, 'sendPhoto', { chat_id: ada })).description).toBe(
    'Bad Request: there is no photo in the request',
  );
  expect((await call(api, 'sendPhoto', { chat_id: ada, photo: 'https://a.org/x.png' })).description).toBe(
    'Bad Request: failed to get HTTP URL content',
  );
  expect(await post('sendPhoto', picture(11 << 20, ''))).toMatchObject({ error_code: 413 });
  expect(await post('sendPhoto', picture(1, 'x'.repeat(1025)))).toMatchObject({
    description: 'Bad Request: message caption is too long',
  });
});

test('every call is kept with its raw body, unknown and unauthorised ones included', async () => {
  await send(api, ada, 'a secret');
  await call(api, 'getNothing');
  await fetch(`${api.url}/bot1:x/getMe`);
  expect(api.requests.list().map(({ method, status }) => [method, status])).toEqual([
    ['sendMessage', 200],
    ['getNothing', 404],
    ['getMe', 401],
  ]);
  expect(api.requests.list('sendMessage')[0]?.body.includes('a secret')).toBe(true);
});
