import { botConfig, isBotConfigured } from '../../runtime/bot-config.ts';
import { describeError } from '../../runtime/describe-error.ts';
import type { Settings } from '../../runtime/settings.ts';
import { loadOperators } from '../access/operators.ts';
import { createGrammyBot, isUnknownToken } from './connect-bot.ts';

/** As the doctor shows it. */
export type BotFinding = { check: string; state: 'ok' | 'warning' | 'bad'; message: string };

/** Looks at what the bot needs, where this process may know: nothing without BOT_TOKEN. Changes nothing. */
export async function* checkBot(settings: Settings): AsyncGenerator<BotFinding, void> {
  if (!isBotConfigured(settings)) return;
  let config: ReturnType<typeof botConfig>;
  try {
    config = botConfig(settings);
    yield operators(loadOperators(settings).all().size);
  } catch (error) {
    yield { check: 'bot', state: 'bad', message: describeError(error) };
    return;
  }
  const { api } = createGrammyBot(config);
  try {
    const { username } = await api.getMe();
    yield { check: 'bot', state: 'ok', message: `@${username}` };
  } catch (error) {
    const message = isUnknownToken(error)
      ? 'the Bot API does not know BOT_TOKEN. Ask @BotFather for the token that is valid now.'
      : `the Bot API cannot be reached: ${describeError(error)}`;
    yield { check: 'bot', state: 'bad', message };
    return;
  }
  const check = 'ops chat';
  if (config.opsChatId === undefined) {
    const message = 'LATCHKEY_OPS_CHAT is not set: sign-ins that others start are shown to nobody.';
    yield { check, state: 'warning', message };
  } else {
    try {
      const chat = await api.getChat(config.opsChatId);
      yield { check, state: 'ok', message: chat.title ?? String(chat.id) };
    } catch (error) {
      const message = `the bot cannot reach LATCHKEY_OPS_CHAT (${describeError(error)}). Add it to that group.`;
      yield { check, state: 'bad', message };
    }
  }
  if (config.publicUrl === undefined) {
    const message = 'LATCHKEY_PUBLIC_URL is not set: the bot gives no links, codes are entered on the host.';
    yield { check: 'links', state: 'warning', message };
  }
  if (config.keypad) {
    const message = 'LATCHKEY_BOT_KEYPAD is on: nothing documents how Telegram treats codes typed on buttons.';
    yield { check: 'keypad', state: 'warning', message };
  }
}

function operators(count: number): BotFinding {
  if (count > 0) return { check: 'operators', state: 'ok', message: String(count) };
  const message = 'none: the bot answers nobody. Set LATCHKEY_OPERATORS, for example 4607:admin.';
  return { check: 'operators', state: 'bad', message };
}
