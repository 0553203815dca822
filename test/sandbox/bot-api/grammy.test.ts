import { autoRetry } from '@grammyjs/auto-retry';
import { run } from '@grammyjs/runner';
import type { RunnerHandle } from '@grammyjs/runner';
import { apiThrottler } from '@grammyjs/transformer-throttler';
import { Bot, GrammyError, HttpError, InlineKeyboard, InputFile } from 'grammy';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BotApi } from '../../../sandbox/bot-api/start-bot-api.ts';
import { ada, startTestApi, token } from './call-bot-api.ts';

let api: BotApi;
let bot: Bot;
let runner: RunnerHandle | undefined;

beforeEach(async () => {
  api = await startTestApi();
  bot = new Bot(token, { client: { apiRoot: api.url } });
  bot.api.config.use(autoRetry({ rethrowHttpErrors: true }));
});
afterEach(async () => {
  if (runner?.isRunning()) await runner.stop();
  await api.close();
});

function texts(): string[] {
  return api.chats.messages(ada).map(({ text }) => text);
}

test('a bot answers a command, a press with a toast, edits and deletes', async () => {
  bot.command('start', (context) =>
    context.reply('Pick one', { reply_markup: new InlineKeyboard().text('Left', 'left').text('Right', 'right') }),
  );
  bot.callbackQuery('right', async (context) => {
    await context.editMessageText('Right it is');
    await context.answerCallbackQuery({ text: 'Done' });
  });
  bot.on('message:text', (context) => context.deleteMessage());
  runner = run(bot);

  api.chats.say(ada, ada, '/start');
  const message = await vi.waitUntil(() => api.chats.messages(ada)[1]);
  expect(await api.chats.press(ada, message.id, ada, 'Right')).toEqual({ text: 'Done', alert: false });
  expect(api.chats.messages(ada)[1]).toMatchObject({ text: 'Right it is', edits: 1, buttons: [] });

  api.chats.say(ada, ada, 'my secret');
  await vi.waitUntil(() => api.chats.deleted(ada).length === 1);
  expect(texts()).toEqual(['/start', 'Right it is']);
});

test('auto-retry waits for as long as it is told to', async () => {
  api.chats.say(ada, ada, '/start');
  api.faults.tooMany({ method: 'sendMessage', retryAfterSeconds: 1, times: 1 });
  const sinceMs = Date.now();
  await bot.api.sendMessage(ada, 'after a while');
  expect(Date.now() - sinceMs).toBeGreaterThanOrEqual(950);
  expect(texts()).toEqual(['/start', 'after a while']);
  expect(api.requests.list('sendMessage').map(({ status }) => status)).toEqual([429, 200]);
});

test('a refusal arrives as an error with its description', async () => {
  api.chats.say(ada, ada, '/start');
  api.chats.block(ada);
  const refused = await bot.api.sendMessage(ada, 'x').catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(GrammyError);
  expect(refused).toMatchObject({ error_code: 403, description: 'Forbidden: bot was blocked by the user' });
});

test('a block and an unblock arrive as changes of membership', async () => {
  const seen: string[] = [];
  bot.on('my_chat_member', (context) => void seen.push(context.myChatMember.new_chat_member.status));
  runner = run(bot);
  api.chats.say(ada, ada, '/start');
  api.chats.block(ada);
  api.chats.unblock(ada);
  await vi.waitUntil(() => seen.length === 2);
  expect(seen).toEqual(['kicked', 'member']);
});

test('a lost answer is a transport error, though the message is there', async () => {
  api.chats.say(ada, ada, '/start');
  api.faults.fail({ method: 'sendMessage', code: 500, description: '', times: 1, afterApplying: true });
  await expect(bot.api.sendMessage(ada, 'once')).rejects.toBeInstanceOf(HttpError);
  expect(texts()).toEqual(['/start', 'once']);
});

test('a second bot on the token ends the first', async () => {
  const first = run(bot, { runner: { silent: true } });
  const ended = first.task()?.catch((error: unknown) => error);
  await vi.waitUntil(() => api.requests.list('getUpdates').length === 1);
  runner = run(new Bot(token, { client: { apiRoot: api.url } }));
  expect(await ended).toMatchObject({ error_code: 409 });
});

test('a bot that starts again goes on behind what it has confirmed', async () => {
  const seen: string[] = [];
  bot.on('message:text', (context) => void seen.push(context.message.text));
  runner = run(bot);
  api.chats.say(ada, ada, 'one');
  await vi.waitUntil(() => seen.length === 1);
  await runner.stop();
  api.chats.say(ada, ada, 'two');
  runner = run(bot);
  await vi.waitUntil(() => seen.length === 2);
  expect(seen).toEqual(['one', 'two']);
});

test('a picture arrives in parts, with formatted words below', async () => {
  api.chats.say(ada, ada, '/start');
  await bot.api.sendPhoto(ada, new InputFile(Buffer.from('a picture')), {
    caption: '<b>Scan</b>',
    parse_mode: 'HTML',
    reply_markup: new InlineKeyboard().url('Help', 'https://example.org'),
  });
  expect(api.chats.messages(ada).at(-1)).toMatchObject({
    photo: Buffer.from('a picture').toString('base64'),
    text: 'Scan',
    entities: [{ type: 'bold' }],
    buttons: [[{ kind: 'url' }]],
  });
});

test('many messages pass through the throttler in order', async () => {
  bot.api.config.use(apiThrottler());
  api.chats.say(ada, ada, '/start');
  await Promise.all(['1', '2', '3'].map((text) => bot.api.sendMessage(ada, text)));
  expect(texts()).toEqual(['/start', '1', '2', '3']);
});
