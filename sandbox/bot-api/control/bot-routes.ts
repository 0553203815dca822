import { z } from 'zod';
import { botFaultSchema } from '../fault-list.ts';
import { surroundingsSchema } from '../shown-surroundings.ts';
import { chatEventSchema } from '../state/chat-events.ts';
import { bodyRoute, plainRoute, queryRoute } from './bot-route.ts';
import type { BotRoute } from './bot-route.ts';
import { chatRoutes } from './chat-routes.ts';
import { peopleRoutes } from './people-routes.ts';

const faults = z.strictObject({ faults: z.array(botFaultSchema) });
const requestSchema = z.strictObject({
  seq: z.int().positive(),
  atMs: z.number(),
  method: z.string(),
  contentType: z.string(),
  status: z.int().optional().describe('Of the answer; absent while there is none, and when it was lost.'),
  bodyBase64: z.string(),
});

/** Every request of the control port under /bot. Words in capitals stand for numbers. */
export const botRoutes: Readonly<Record<string, BotRoute>> = {
  'GET /bot': plainRoute(
    'The bot, who there is, and what it has set: commands by scope, and the menu button.',
    surroundingsSchema.extend({ url: z.string() }),
    (api) => ({ url: api.url, ...api.chats.surroundings() }),
  ),
  ...peopleRoutes,
  ...chatRoutes,
  'GET /bot/events': {
    summary: 'Server-sent events: every change, one JSON object each.',
    answer: chatEventSchema,
    contentType: 'text/event-stream',
    run: () => undefined,
  },
  'GET /bot/requests': queryRoute(
    "The bot's calls, oldest first, with their bodies as they came.",
    {
      query: z.strictObject({
        method: z.string().optional(),
        afterSeq: z.coerce.number<string>().int().min(0).optional(),
      }),
      answer: z.strictObject({ requests: z.array(requestSchema) }),
    },
    (api, { method, afterSeq = 0 }) => ({
      requests: api.requests
        .list(method)
        .filter(({ seq }) => seq > afterSeq)
        .map(({ body, status, ...rest }) => ({
          ...rest,
          ...(status === undefined ? {} : { status }),
          bodyBase64: body.toString('base64'),
        })),
    }),
  ),
  'GET /bot/faults': plainRoute('Faults that have not happened yet.', faults, (api) => ({ faults: api.faults.list() })),
  'PUT /bot/faults': bodyRoute(
    'Replaces the faults to come.',
    { body: z.array(botFaultSchema), answer: faults },
    (api, _numbers, given) => {
      api.faults.clear();
      for (const fault of given) api.faults.add(fault);
      return { faults: api.faults.list() };
    },
  ),
  'DELETE /bot/faults': plainRoute('Clears them.', faults, (api) => {
    api.faults.clear();
    return { faults: [] };
  }),
  'POST /bot/drop': plainRoute(
    'Ends every connection of the bot, polls included.',
    z.strictObject({ dropped: z.literal(true) }),
    (api) => {
      api.faults.drop();
      return { dropped: true };
    },
  ),
};
