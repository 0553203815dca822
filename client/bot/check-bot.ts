import { botConfig, isBotConfigured } from '../../runtime/bot-config.ts';
import { describeError } from '../../runtime/describe-error.ts';
import type { Settings } from '../../runtime/settings.ts';
import { loadOperators } from '../access/operators.ts';
import { createGrammyBot, isUnknownToken } from './connect-bot.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';

const words = texts.cli.doctor;

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
      ? words.unknownToken
      : fill(words.botApiUnreachable, { error: describeError(error) });
    yield { check: 'bot', state: 'bad', message };
    return;
  }
  const check = 'ops chat';
  if (config.opsChatId === undefined) {
    yield { check, state: 'warning', message: words.noOpsChat };
  } else {
    try {
      const chat = await api.getChat(config.opsChatId);
      yield { check, state: 'ok', message: chat.title ?? String(chat.id) };
    } catch (error) {
      const message = fill(words.opsChatUnreachable, { error: describeError(error) });
      yield { check, state: 'bad', message };
    }
  }
  if (config.publicUrl === undefined) {
    yield { check: 'links', state: 'warning', message: words.noPublicUrl };
  }
  if (config.keypad) {
    yield { check: 'keypad', state: 'warning', message: words.keypadOn };
  }
}

function operators(count: number): BotFinding {
  if (count > 0) return { check: 'operators', state: 'ok', message: String(count) };
  return { check: 'operators', state: 'bad', message: words.noOperators };
}
