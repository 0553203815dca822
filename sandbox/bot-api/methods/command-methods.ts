import { z } from 'zod';
import { badRequest } from '../api-error.ts';
import { commandSchema, commandScopeSchema } from '../commands.ts';
import type { Command, CommandScope } from '../commands.ts';
import type { BotWorld } from '../state/bot-world.ts';
import { reachChat } from '../state/reach-chat.ts';
import { method } from './method.ts';
import { integer, json } from './parameter-types.ts';

const scopeSchema = z.object({
  scope: json(commandScopeSchema.default({ type: 'default' })),
  language_code: z.string().default(''),
});
const menuButtonSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('default') }),
  z.object({ type: z.literal('commands') }),
  z.object({ type: z.literal('web_app'), text: z.string().min(1), web_app: z.object({ url: z.string() }) }),
]);

export const commandMethods = {
  setMyCommands: method(scopeSchema.extend({ commands: json(z.array(commandSchema)) }), (world, parameters) => {
    const { scope, language_code: languageCode, commands } = parameters;
    if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
    for (const command of commands) check(command);
    put(world, scope, languageCode, commands);
    return true;
  }),

  deleteMyCommands: method(scopeSchema, (world, { scope, language_code: languageCode }) => {
    put(world, scope, languageCode, []);
    return true;
  }),

  getMyCommands: method(scopeSchema, (world, { scope, language_code: languageCode }) => {
    return world.commands.find((one) => isSame(one, scope, languageCode))?.commands ?? [];
  }),

  setChatMenuButton: method(
    z.object({ chat_id: integer.optional(), menu_button: json(menuButtonSchema.default({ type: 'default' })) }),
    (world, { chat_id: chatId, menu_button: button }) => {
      if (chatId !== undefined) reachChat(world, chatId, 'know');
      if (button.type === 'web_app' && URL.parse(button.web_app.url)?.protocol !== 'https:') {
        throw badRequest(`menu button Web App URL '${button.web_app.url}' is invalid: Only HTTPS links are allowed`);
      }
      world.menuButtons.set(chatId ?? 'default', button);
      world.events.emit({ kind: 'surroundings' });
      return true;
    },
  ),

  getChatMenuButton: method(z.object({ chat_id: integer.optional() }), ({ menuButtons }, { chat_id: chatId }) => {
    return menuButtons.get(chatId ?? 'default') ?? menuButtons.get('default') ?? { type: 'commands' };
  }),
};

function check({ command, description }: Command): void {
  if (!/^[a-z\d_]{1,32}$/.test(command.replace(/^\//, ''))) throw badRequest('BOT_COMMAND_INVALID');
  if (description.trim() === '' || description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
}

function put(world: BotWorld, scope: CommandScope, languageCode: string, commands: readonly Command[]): void {
  if ('chat_id' in scope) reachChat(world, scope.chat_id, 'know');
  const others = world.commands.filter((one) => !isSame(one, scope, languageCode));
  world.commands.length = 0;
  world.commands.push(...others);
  if (commands.length > 0) {
    const bare = commands.map((one) => ({ ...one, command: one.command.replace(/^\//, '') }));
    world.commands.push({ scope, languageCode, commands: bare });
  }
  world.events.emit({ kind: 'surroundings' });
}

function isSame(
  one: { readonly scope: CommandScope; readonly languageCode: string },
  scope: CommandScope,
  languageCode: string,
): boolean {
  return JSON.stringify(one.scope) === JSON.stringify(scope) && one.languageCode === languageCode;
}
