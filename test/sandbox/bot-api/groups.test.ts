import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { BotApi } from '../../../sandbox/bot-api/start-bot-api.ts';
import { ada, ben, call, group, send, startTestApi } from './call-bot-api.ts';

let api: BotApi;

beforeEach(async () => {
  api = await startTestApi();
});
afterEach(() => api.close());

const seenSchema = z.array(z.looseObject({ message: z.looseObject({ text: z.string().optional() }).optional() }));

async function seen(from: BotApi = api): Promise<(string | undefined)[]> {
  return seenSchema.parse((await call(from, 'getUpdates')).result).map(({ message }) => message?.text);
}

test('with privacy mode on, a bot in a group gets commands and replies to it only', async () => {
  const id = await send(api, group, 'Hello all');
  api.chats.say(group, ada, 'chatter');
  api.chats.say(group, ada, '/status');
  api.chats.say(group, ada, '/status@keys_bot now');
  api.chats.say(group, ada, '/status@other_bot');
  api.chats.say(group, ben, { text: 'a reply', replyToId: id });
  expect(await seen()).toEqual(['/status', '/status@keys_bot now', 'a reply']);
  expect(api.chats.messages(group)).toHaveLength(6);
});

test.each([
  { bot: { id: 7_000_000_001, username: 'keys_bot', firstName: 'Keys', privacyMode: false } },
  { groups: [{ id: group, title: 'Operators', members: [ada], botIsAdmin: true }] },
])('with privacy mode off, or as administrator, it gets everything', async (options) => {
  const open = await startTestApi(options);
  open.chats.say(group, ada, 'chatter');
  expect(await seen(open)).toEqual(['chatter']);
  await open.close();
});

test('an administrator may delete the messages of others, anybody else its own only', async () => {
  const own = await send(api, group, 'Mine');
  const other = api.chats.say(group, ada, 'Hers');
  expect((await call(api, 'deleteMessage', { chat_id: group, message_id: other })).description).toBe(
    "Bad Request: message can't be deleted for everyone",
  );
  expect((await call(api, 'deleteMessage', { chat_id: group, message_id: own })).ok).toBe(true);
  expect((await call(api, 'pinChatMessage', { chat_id: group, message_id: other })).description).toBe(
    'Bad Request: not enough rights to manage pinned messages in the chat',
  );
  api.chats.putGroup({ id: group, title: 'Operators', members: [ada], botIsAdmin: true });
  expect((await call(api, 'deleteMessage', { chat_id: group, message_id: other })).ok).toBe(true);
});

test('a bot that was kicked hears of it, and cannot write', async () => {
  api.chats.kick(group);
  expect((await call(api, 'sendMessage', { chat_id: group, text: 'Hi' })).description).toBe(
    'Forbidden: bot was kicked from the supergroup chat',
  );
  expect(JSON.stringify((await call(api, 'getUpdates')).result)).toContain('"status":"kicked"');
  api.chats.say(group, ada, '/status');
  expect(await seen()).toHaveLength(1);
});

test('a bot that is put into a group hears of it', async () => {
  api.chats.putGroup({ id: -5, title: 'Few', members: [ada], admins: [ben], botIsAdmin: true });
  expect((await call(api, 'getUpdates')).result).toMatchObject([
    {
      my_chat_member: {
        chat: { id: -5 },
        from: { id: ben },
        old_chat_member: { status: 'left' },
        new_chat_member: { status: 'administrator' },
      },
    },
  ]);
  expect((await call(api, 'getChatAdministrators', { chat_id: -5 })).result).toMatchObject([
    { user: { id: ben } },
    { user: { is_bot: true } },
  ]);
});

test('people delete messages without the bot hearing of it', async () => {
  const hers = api.chats.say(group, ada, '/hers');
  const own = await send(api, group, 'Mine');
  expect(() => api.chats.erase(group, own, ada)).toThrow('is not of person 101');
  api.chats.erase(group, hers, ada);
  expect(api.chats.deleted(group)).toMatchObject([{ text: '/hers', deletedBy: ada }]);
  expect(await seen()).toEqual(['/hers']);
  expect((await call(api, 'deleteMessage', { chat_id: group, message_id: hers })).description).toBe(
    'Bad Request: message to delete not found',
  );
});

test('a number that is not below -1000000000000 is a basic group', async () => {
  api.chats.putGroup({ id: -5, title: 'Few', members: [ada] });
  expect((await call(api, 'getChat', { chat_id: -5 })).result).toMatchObject({ type: 'group', title: 'Few' });
  api.chats.kick(-5);
  expect((await call(api, 'sendMessage', { chat_id: -5, text: 'Hi' })).description).toBe(
    'Forbidden: bot was kicked from the group chat',
  );
});

test('a bot that left is no member', async () => {
  expect((await call(api, 'leaveChat', { chat_id: group })).result).toBe(true);
  expect((await call(api, 'sendMessage', { chat_id: group, text: 'Hi' })).description).toBe(
    'Forbidden: bot is not a member of the supergroup chat',
  );
});

test('anonymous administrators and channels do not write as a person', async () => {
  api.chats.anonymousAdmin(group, '/status');
  api.chats.senderChat(group, { id: -1_000_000_000_888, title: 'News' }, '/status');
  const { result } = await call(api, 'getUpdates');
  expect(result).toMatchObject([
    { message: { from: { username: 'GroupAnonymousBot', is_bot: true }, sender_chat: { id: group } } },
    { message: { from: { username: 'Channel_Bot', is_bot: true }, sender_chat: { type: 'channel', title: 'News' } } },
  ]);
  expect(() => api.chats.anonymousAdmin(ada, 'x')).toThrow('no group');
});

test('who is not in a group cannot write there, nor in the chat of somebody else', () => {
  api.chats.putGroup({ id: -5, title: 'Few', members: [ada] });
  expect(() => api.chats.say(-5, ben, 'x')).toThrow('is not in group');
  expect(() => api.chats.say(ada, ben, 'x')).toThrow('not of 102');
  expect(() => api.chats.say(ada, 5, 'x')).toThrow('There is no person 5');
});

test('each supergroup numbers its messages for itself, private chats together', async () => {
  expect(api.chats.say(ada, ada, 'x')).toBe(1);
  expect(api.chats.say(ben, ben, 'x')).toBe(2);
  expect(api.chats.say(group, ben, 'x')).toBe(1);
  expect(await send(api, ada, 'x')).toBe(3);
});
