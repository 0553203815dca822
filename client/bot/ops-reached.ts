import * as texts from '../texts/texts.ts';
import { botApiTrouble, reasonOf } from './bot-api-trouble.ts';
import type { BotParts } from './bot-parts.ts';

const MOST_LOGINS = 200;

/** The bot is in the operators' group again: the cards that gave it up are told. */
export async function tellOpsReached(
  { records, cards, logger }: Pick<BotParts, 'records' | 'cards' | 'logger'>,
  by: number,
): Promise<void> {
  const running = (await records.latestViews(MOST_LOGINS)).filter(({ ended }) => !ended);
  await Promise.all(
    running.map(async ({ loginId }) => {
      try {
        await cards.opsReached(loginId, by);
      } catch (error) {
        logger.warn({ reason: reasonOf(error), loginId }, 'A card could not be told that the group is there again');
      }
    }),
  );
}

/** What whoever hands a sign-in over is told: that the group hears of it, unless it cannot. */
export async function handedOverText({ api, config }: Pick<BotParts, 'api' | 'config'>): Promise<string> {
  if (config.opsChatId === undefined) return texts.bot.putDown;
  try {
    await api.sendChatAction(config.opsChatId, 'typing');
  } catch (error) {
    if (botApiTrouble(error).kind === 'unreachable') return texts.bot.putDownUnheard;
  }
  return texts.bot.handedOver;
}
