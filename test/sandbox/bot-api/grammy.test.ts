import { Bot, InlineKeyboard } from 'grammy';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BotApi } from '../../../sandbox/bot-api/start-bot-api.ts';
import { ada, startTestApi, token } from './call-bot-api.ts';

let api: BotApi;
let bot: Bot;

beforeEach(async () => {
  api = await startTestApi();
  bot = new Bot(token, { client: { apiRoot: api.url } });
});
afterEach(async () => {
  await bot.stop();
  await api.close();
});

test('a bot answers a command, a press with a toast, edits and deletes', async () => {
  bot.command('start', (context) =>
    context.reply('Pick one', { reply_markup: new InlineKeyboard().text('Left', 'left').text('Right', 'right') }),
  );
  bot.callbackQuery('right', async (context) => {
    await context.editMessageText('Right it is');
    await context.answerCallbackQuery({ text: 'Done' });
  });
  bot.on('message:text', (context) => context.deleteMessage());
  void bot.start();

  api.chats.say(ada, ada, '/start');
  const message = await vi.waitUntil(() => api.chats.messages(ada)[1]);
  expect(message.buttons).toEqual([
    [
      { text: 'Left', kind: 'callback' },
      { text: 'Right', kind: 'callback' },
    ],
  ]);
  expect(await api.chats.press(ada, message.id, ada, 'Right')).toEqual({ text: 'Done', alert: false });
  expect(api.chats.messages(ada)[1]).toMatchObject({ text: 'Right it is', edits: 1, buttons: [] });

  api.chats.say(ada, ada, 'my secret');
  await vi.waitUntil(() => api.chats.deleted(ada).length === 1);
  expect(api.chats.messages(ada)).toHaveLength(2);
});
