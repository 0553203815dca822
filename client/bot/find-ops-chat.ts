import { GrammyError } from 'grammy';
import { describeError } from '../../runtime/describe-error.ts';
import type { BotParts } from './bot-parts.ts';
import { opsChatMoved } from './guard-updates.ts';

/** Looks for the operators' group, which may have moved; says so where it is not there. */
export async function findOpsChat(parts: Pick<BotParts, 'api' | 'config' | 'logger'>): Promise<void> {
  const { api, config, logger } = parts;
  if (config.opsChatId === undefined) return;
  try {
    await api.getChat(config.opsChatId);
  } catch (error) {
    const movedTo = error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined;
    if (movedTo !== undefined) opsChatMoved(parts, movedTo);
    else logger.warn({ error: describeError(error) }, 'The bot is not in LATCHKEY_OPS_CHAT. Add it to that group');
  }
}
