import { z } from 'zod';
import { groupSchema, personSchema } from '../bot-api-options.ts';
import { toastSchema } from '../state/bot-world.ts';
import { bodyRoute, plainRoute } from './bot-route.ts';
import type { BotRoute } from './bot-route.ts';

const number = z.int().positive();
const contactSchema = z.strictObject({
  phone: z.string().regex(/^\+?\d{5,15}$/),
  /** Whose it is: by default the sender's own; null: of nobody on Telegram. */
  userId: number.nullable().optional(),
});
const person = personSchema.extend({ id: number });
const group = groupSchema.extend({ id: z.int().negative() });
const blocked = z.strictObject({ blocked: z.boolean() });

/** Who there is. */
export const peopleRoutes: Readonly<Record<string, BotRoute>> = {
  'PUT /bot/users/USER': bodyRoute(
    'Adds a person, or renames one.',
    { body: personSchema, answer: person },
    (api, { user: id = 0 }, given) => {
      api.chats.putPerson({ ...given, id });
      return { ...given, id };
    },
  ),
  'POST /bot/users/USER/contact': bodyRoute(
    'The person shares a contact in the private chat, by default the own one.',
    { body: contactSchema, answer: z.strictObject({ messageId: number }) },
    (api, { user: id = 0 }, { phone, userId }) => ({
      messageId: api.chats.shareContact(id, { phone, ...(userId === undefined ? {} : { userId }) }),
    }),
  ),
  'PUT /bot/users/USER/block': plainRoute('The person blocks the bot.', blocked, (api, { user: id = 0 }) => {
    api.chats.block(id);
    return { blocked: true };
  }),
  'DELETE /bot/users/USER/block': plainRoute('The person lets it back in.', blocked, (api, { user: id = 0 }) => {
    api.chats.unblock(id);
    return { blocked: false };
  }),
  'GET /bot/users/USER/toasts': plainRoute(
    'Answers to presses that had a text, oldest first.',
    z.strictObject({ toasts: z.array(toastSchema) }),
    (api, { user: id = 0 }) => ({ toasts: api.chats.toasts(id) }),
  ),
  'PUT /bot/groups/GROUP': bodyRoute(
    'Makes a group with the bot in it, or makes it anew; its messages stay.',
    { body: groupSchema, answer: group },
    (api, { group: id = 0 }, given) => {
      api.chats.putGroup({ ...given, id });
      return { ...given, id };
    },
  ),
  'POST /bot/groups/GROUP/kick': plainRoute(
    'An administrator puts the bot out.',
    z.strictObject({ kicked: z.literal(true) }),
    (api, { group: id = 0 }) => {
      api.chats.kick(id);
      return { kicked: true };
    },
  ),
};
