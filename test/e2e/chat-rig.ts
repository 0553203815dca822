import { setTimeout as pause } from 'node:timers/promises';
import { startBotApi, type BotApi } from '../../sandbox/bot-api/start-bot-api.ts';
import { openStage, type Stage, type StageOptions } from '../../tools/stage/open-stage.ts';
import type { WorkerProcess } from '../../tools/stage/worker.ts';

export const ANNA = 46_070_001;
export const BEA = 46_070_002;
export const VERA = 46_070_003;
export const STRANGER = 46_070_009;
export const OPS = -1_004_607_000_001;
export const OTHER_GROUP = -1_004_607_000_002;
export const TOKEN = '4607001:AAH-a_token_of_the_sandbox_alone_000000';
export const PUBLIC_URL = 'https://latchkey.example.org';

export type Message = ReturnType<BotApi['chats']['messages']>[number];

/** The whole: Telegram's two sides in a sandbox, Temporal, a worker, and the real bot in a process that can be killed. */
export type ChatRig = {
  stage: Stage;
  api: BotApi;
  bot(): WorkerProcess;
  /** SIGKILL, then another one. */
  restartBot(env?: Record<string, string>): Promise<void>;
  /** Waits for a message of the bot that stands in the chat. */
  shown(chatId: number, fits: RegExp | ((message: Message) => boolean), waitMs?: number): Promise<Message>;
  /** Presses a button of the newest message that has it. */
  press(chatId: number, userId: number, button: string): Promise<string>;
  close(): Promise<void>;
};

export async function openChatRig(
  options: StageOptions & { bot?: Record<string, string>; apiVersion?: number } = {},
): Promise<ChatRig> {
  const api = await startBotApi({
    token: TOKEN,
    ...(options.apiVersion === undefined ? {} : { apiVersion: options.apiVersion }),
    bot: { id: 4_607_001, username: 'latchkey_test_bot', firstName: 'Latchkey' },
    users: [
      { id: ANNA, firstName: 'Anna' },
      { id: BEA, firstName: 'Bea' },
      { id: VERA, firstName: 'Vera' },
      { id: STRANGER, firstName: 'Sam' },
    ],
    groups: [
      { id: OPS, title: 'Ops', members: [ANNA, BEA, VERA, STRANGER] },
      { id: OTHER_GROUP, title: 'Other', members: [ANNA, STRANGER] },
    ],
  });
  const stage = await openStage(options);
  const env = {
    BOT_TOKEN: TOKEN,
    BOT_API_ROOT: api.url,
    LATCHKEY_OPERATORS: `${ANNA}:admin,${BEA}:operator,${VERA}:viewer`,
    LATCHKEY_OPS_CHAT: String(OPS),
    LATCHKEY_PUBLIC_URL: PUBLIC_URL,
    LATCHKEY_LOG_LEVEL: 'debug',
    ...options.bot,
  };
  let bot = await stage.bot(env);
  await stage.worker();
  const shown: ChatRig['shown'] = async (chatId, fits, waitMs = 20_000) => {
    const fit = typeof fits === 'function' ? fits : ({ text }: Message) => fits.test(text);
    const until = performance.now() + waitMs;
    for (;;) {
      const found = api.chats.messages(chatId).findLast((message) => message.from.isBot && fit(message));
      if (found !== undefined) return found;
      if (performance.now() > until) {
        const texts = api.chats.messages(chatId).map(({ text, buttons }) => [text, buttons.flat().map((b) => b.text)]);
        throw new Error(`Nothing like ${String(fits)} in chat ${chatId}, but ${JSON.stringify(texts, null, 1)}`);
      }
      await pause(25);
    }
  };
  return {
    stage,
    api,
    bot: () => bot,
    restartBot: async (more = {}) => {
      await bot.kill();
      bot = await stage.bot({ ...env, ...more });
    },
    shown,
    press: async (chatId, userId, button) => {
      const has = (message: Message): boolean => message.buttons.flat().some(({ text }) => text === button);
      const { id } = await shown(chatId, has);
      const answer = await api.chats.press(chatId, id, userId, button);
      return answer?.url ?? answer?.text ?? '(no answer)';
    },
    close: async () => {
      await stage.close();
      await api.close();
    },
  };
}
