import { z } from 'zod';
import { groupSchema, personSchema } from './bot-api-options.ts';
import { commandSchema, commandScopeSchema } from './commands.ts';
import type { BotWorld } from './state/bot-world.ts';

/** The bot, who there is, and what the bot has set. */
export const surroundingsSchema = z.strictObject({
  bot: z.strictObject({ id: z.int(), username: z.string(), firstName: z.string(), privacyMode: z.boolean() }),
  users: z.array(personSchema.extend({ id: z.int(), isStarted: z.boolean(), isBlocked: z.boolean() })),
  groups: z.array(
    groupSchema.omit({ botIsAdmin: true }).extend({
      id: z.int(),
      bot: z.enum(['member', 'administrator', 'kicked', 'left']),
    }),
  ),
  commands: z.array(
    z.strictObject({ scope: commandScopeSchema, languageCode: z.string(), commands: z.array(commandSchema) }),
  ),
  menuButtons: z.record(z.string(), z.looseObject({ type: z.string() })).describe("By chat; 'default' for the others."),
});

export type Surroundings = z.output<typeof surroundingsSchema>;

export function showSurroundings({ bot, chats, commands, menuButtons }: BotWorld): Surroundings {
  return {
    bot,
    users: [...chats.people.values()].map((person) => {
      const chat = chats.find(person.id);
      const isPrivate = chat?.kind === 'private';
      return { ...person, isStarted: isPrivate && chat.isStarted, isBlocked: isPrivate && chat.isBlocked };
    }),
    groups: [...chats.groups.values()].map(({ id, title, members, admins, bot: standing }) => ({
      id,
      title,
      members: [...members],
      admins: [...admins],
      bot: standing,
    })),
    commands: commands.map((one) => ({ ...one, commands: [...one.commands] })),
    menuButtons: Object.fromEntries(menuButtons),
  };
}
