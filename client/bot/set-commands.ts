import type { Api } from 'grammy';
import type { BotCommandScope } from 'grammy/types';
import type { BotConfig } from '../../runtime/bot-config.ts';
import { describeError } from '../../runtime/describe-error.ts';
import type { Logger } from '../../runtime/logger.ts';
import * as texts from '../texts/texts.ts';

const inPrivate = ['login', 'qr', 'logins', 'show', 'resend', 'cancel', 'console', 'whoami', 'help'] as const;
const inGroup = ['login', 'logins', 'show', 'whoami', 'help'] as const;

/** The menus beside the input field: one for private chats, one for the operators' group, none anywhere else. */
export async function setCommands(api: Api, { opsChatId }: BotConfig, logger: Logger): Promise<void> {
  const menus: { scope: BotCommandScope; names: readonly (keyof typeof texts.botCommands)[] }[] = [
    { scope: { type: 'all_private_chats' }, names: inPrivate },
    ...(opsChatId === undefined ? [] : [{ scope: { type: 'chat', chat_id: opsChatId } as const, names: inGroup }]),
  ];
  for (const { scope, names } of menus) {
    try {
      const menu = names.map((command) => ({ command, description: texts.botCommands[command] }));
      await api.setMyCommands(menu, { scope });
    } catch (error) {
      // The commands work without their menu.
      logger.warn({ error: describeError(error), scope: scope.type }, 'A menu of commands could not be set');
    }
  }
}
