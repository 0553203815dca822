import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BotApi } from '../../../sandbox/bot-api/start-bot-api.ts';
import { ada, ben, call, group, send, startTestApi, token } from './call-bot-api.ts';

const hourMs = 3_600_000;

let api: BotApi;
let nowMs: number;

beforeEach(async () => {
  nowMs = Date.UTC(2026, 10, 27);
  api = await startTestApi({ nowMs: () => nowMs });
  api.chats.say(ada, ada, '/start');
});
afterEach(() => api.close());

async function refusal(method: string, parameters: object): Promise<string | undefined> {
  return (await call(api, method, parameters)).description;
}

test('getMe names the bot', async () => {
  expect((await call(api, 'getMe')).result).toMatchObject({ is_bot: true, username: 'keys_bot', first_name: 'Keys' });
});

test('a wrong token is unauthorised, a malformed one and an unknown method are not found', async () => {
  const get = async (path: string): Promise<unknown> => (await fetch(`${api.url}${path}`)).json();
  expect(await get(`/bot${token}x/getMe`)).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' });
  expect(await get('/botnothing/getMe')).toEqual({ ok: false, error_code: 404, description: 'Not Found' });
  expect(await get(`/bot${token}/getNothing`)).toEqual({
    ok: false,
    error_code: 404,
    description: 'Not Found: method not found',
  });
  expect(await get(`/bot${token}/GETME`)).toMatchObject({ ok: true });
});

test('a text is sent with its options, and shown', async () => {
  const id = await send(api, ada, ' <b>Hi</b> &amp; bye ', {
    parse_mode: 'HTML',
    disable_notification: true,
    protect_content: true,
    link_preview_options: { is_disabled: true },
    reply_parameters: { message_id: 1 },
  });
  expect(api.chats.messages(ada).at(-1)).toMatchObject({
    id,
    text: 'Hi & bye',
    entities: [{ type: 'bold', offset: 0, length: 2 }],
    from: { isBot: true },
    silent: true,
    isProtected: true,
    replyToId: 1,
    linkPreview: { is_disabled: true },
  });
  expect(api.chats.notifications(ada)).toEqual([]);
});

test('a text that is empty, too long, to nobody or a reply to nothing is refused', async () => {
  expect(await refusal('sendMessage', { text: 'Hi' })).toBe('Bad Request: chat_id is empty');
  expect(await refusal('sendMessage', { chat_id: 999, text: 'Hi' })).toBe('Bad Request: chat not found');
  expect(await refusal('sendMessage', { chat_id: '@nobody', text: 'Hi' })).toBe('Bad Request: chat not found');
  expect(await refusal('sendMessage', { chat_id: ada })).toBe('Bad Request: message text is empty');
  expect(await refusal('sendMessage', { chat_id: ada, text: ' \n ' })).toBe('Bad Request: message text is empty');
  expect(await refusal('sendMessage', { chat_id: ada, text: 'x'.repeat(4097) })).toBe(
    'Bad Request: message is too long',
  );
  expect(await refusal('sendMessage', { chat_id: ada, text: 'Hi', reply_parameters: { message_id: 99 } })).toBe(
    'Bad Request: message to be replied not found',
  );
  await send(api, ada, 'x'.repeat(4096), {
    reply_parameters: { message_id: 99, allow_sending_without_reply: true },
  });
});

test('somebody who never wrote cannot be written to', async () => {
  expect(await refusal('sendMessage', { chat_id: ben, text: 'Hi' })).toBe(
    "Forbidden: bot can't initiate conversation with a user",
  );
  api.chats.kick(group);
  expect(await refusal('sendMessage', { chat_id: ben, text: 'Hi' })).toBe('Bad Request: chat not found');
});

test('a person who is renamed keeps the chat', async () => {
  api.chats.putPerson({ id: ada, firstName: 'Ada Augusta' });
  await send(api, ada, 'Hi');
  expect(api.chats.messages(ada)[0]?.from.name).toBe('Ada Augusta');
});

test('a blocked bot cannot write, is told of the block, and may write again after it', async () => {
  const id = await send(api, ada, 'Hi');
  api.chats.block(ada);
  const blocked = 'Forbidden: bot was blocked by the user';
  expect(await refusal('sendMessage', { chat_id: ada, text: 'Hi' })).toBe(blocked);
  expect(await refusal('editMessageText', { chat_id: ada, message_id: id, text: 'Ho' })).toBe(blocked);
  expect((await call(api, 'deleteMessage', { chat_id: ada, message_id: id })).ok).toBe(true);
  expect(() => api.chats.say(ada, ada, 'x')).toThrow('unblock it first');
  expect(JSON.stringify((await call(api, 'getUpdates')).result)).toContain(
    '"new_chat_member":{"user":{"id":7000000001',
  );
  api.chats.unblock(ada);
  await send(api, ada, 'Hi again');
});

test('an edit replaces text and keyboard, counts, and does not notify', async () => {
  const id = await send(api, ada, 'One', { reply_markup: { inline_keyboard: [[{ text: 'A', callback_data: 'a' }]] } });
  expect((await call(api, 'editMessageText', { chat_id: ada, message_id: id, text: 'Two' })).result).toMatchObject({
    text: 'Two',
    edit_date: nowMs / 1000,
  });
  expect(api.chats.messages(ada).at(-1)).toMatchObject({ text: 'Two', edits: 1, buttons: [] });
  await call(api, 'editMessageReplyMarkup', {
    chat_id: ada,
    message_id: id,
    reply_markup: { inline_keyboard: [[{ text: 'B', callback_data: 'b' }]] },
  });
  expect(api.chats.messages(ada).at(-1)).toMatchObject({ text: 'Two', edits: 2, buttons: [[{ text: 'B' }]] });
  expect(api.chats.notifications(ada).map(({ text }) => text)).toEqual(['One']);
});

test('an edit of nothing, to the same, or of what is not its own is refused', async () => {
  const edit = (id: number | undefined, text: string): Promise<string | undefined> =>
    refusal('editMessageText', { chat_id: ada, message_id: id, text });
  const id = await send(api, ada, 'One');
  expect(await edit(id, 'One')).toBe(
    'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
  );
  expect(await edit(undefined, 'Two')).toBe('Bad Request: message identifier is not specified');
  expect(await edit(99, 'Two')).toBe('Bad Request: message to edit not found');
  expect(await edit(1, 'Two')).toBe("Bad Request: message can't be edited");
  const keys = await send(api, ada, 'Keys', { reply_markup: { keyboard: [[{ text: 'Go' }]] } });
  expect(await edit(keys, 'Two')).toBe("Bad Request: message can't be edited");
});

test('own messages and those of the person are deleted, up to 48 hours old', async () => {
  const id = await send(api, ada, 'One');
  expect((await call(api, 'deleteMessage', { chat_id: ada, message_id: 1 })).result).toBe(true);
  expect(await refusal('deleteMessage', { chat_id: ada, message_id: 1 })).toBe(
    'Bad Request: message to delete not found',
  );
  nowMs += 48 * hourMs;
  expect(await refusal('deleteMessage', { chat_id: ada, message_id: id })).toBe(
    "Bad Request: message can't be deleted for everyone",
  );
  nowMs -= 1;
  expect((await call(api, 'deleteMessage', { chat_id: ada, message_id: id })).result).toBe(true);
  expect(api.chats.messages(ada)).toEqual([]);
  expect(api.chats.deleted(ada)).toMatchObject([
    { text: '/start', deletedBy: 'bot' },
    { text: 'One', deletedBy: 'bot' },
  ]);
});

test('several are deleted at once, and those that are gone are passed over', async () => {
  const id = await send(api, ada, 'One');
  expect((await call(api, 'deleteMessages', { chat_id: ada, message_ids: [1, id, 77] })).result).toBe(true);
  expect(api.chats.messages(ada)).toEqual([]);
  expect(await refusal('deleteMessages', { chat_id: ada, message_ids: [] })).toBe(
    'Bad Request: message identifiers are not specified',
  );
  expect(
    await refusal('deleteMessages', { chat_id: ada, message_ids: Array.from({ length: 101 }, (_, at) => at) }),
  ).toBe('Bad Request: too many message identifiers specified');
});

test('commands are kept by scope and language', async () => {
  const commands = [{ command: 'start', description: 'Begin' }];
  await call(api, 'setMyCommands', { commands });
  await call(api, 'setMyCommands', { commands: [], scope: { type: 'all_group_chats' } });
  const scope = { type: 'chat', chat_id: ada };
  await call(api, 'setMyCommands', { commands, scope, language_code: 'de' });
  expect(api.chats.commands()).toEqual([
    { scope: { type: 'default' }, languageCode: '', commands },
    { scope, languageCode: 'de', commands },
  ]);
  expect((await call(api, 'getMyCommands', { scope })).result).toEqual([]);
  await call(api, 'deleteMyCommands');
  expect(api.chats.commands()).toHaveLength(1);
  expect(await refusal('setMyCommands', { commands, scope: { type: 'chat', chat_id: 5 } })).toBe(
    'Bad Request: chat not found',
  );
  expect(await refusal('setMyCommands', { commands: [{ command: 'Über', description: 'x' }] })).toBe(
    'Bad Request: BOT_COMMAND_INVALID',
  );
});

test('chats, members, pins, actions and the menu button are known', async () => {
  expect((await call(api, 'getChat', { chat_id: ada })).result).toMatchObject({ type: 'private', first_name: 'Ada' });
  expect((await call(api, 'getChat', { chat_id: group })).result).toMatchObject({ type: 'supergroup' });
  expect((await call(api, 'getChatMember', { chat_id: group, user_id: ben })).result).toMatchObject({
    status: 'member',
  });
  expect(await refusal('getChatMember', { chat_id: group, user_id: 5 })).toBe('Bad Request: member not found');
  expect(await refusal('sendChatAction', { chat_id: ada, action: 'dance' })).toBe(
    'Bad Request: wrong parameter action in request',
  );
  expect((await call(api, 'sendChatAction', { chat_id: ada, action: 'typing' })).result).toBe(true);
  expect((await call(api, 'pinChatMessage', { chat_id: ada, message_id: 1 })).result).toBe(true);
  expect(api.chats.messages(ada)[0]?.isPinned).toBe(true);
  expect(
    await refusal('setChatMenuButton', {
      menu_button: { type: 'web_app', text: 'Open', web_app: { url: 'http://a.b' } },
    }),
  ).toBe("Bad Request: menu button Web App URL 'http://a.b' is invalid: Only HTTPS links are allowed");
});
