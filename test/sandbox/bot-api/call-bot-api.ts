import { z } from 'zod';
import type { BotApi } from '../../../sandbox/bot-api/start-bot-api.ts';
import { startBotApi } from '../../../sandbox/bot-api/start-bot-api.ts';
import type { BotApiOptions } from '../../../sandbox/bot-api/bot-api-options.ts';

export const token = '7000000001:AAtestTokenOfNobody_0123456789abcdef';
export const ada = 101;
export const ben = 102;
export const group = -1_000_000_000_777;

export function startTestApi(options: Partial<BotApiOptions> = {}): Promise<BotApi> {
  return startBotApi({
    token,
    bot: { id: 7_000_000_001, username: 'keys_bot', firstName: 'Keys' },
    users: [
      { id: ada, firstName: 'Ada', username: 'ada', languageCode: 'en' },
      { id: ben, firstName: 'Ben' },
    ],
    groups: [{ id: group, title: 'Operators', members: [ada, ben] }],
    ...options,
  });
}

const answerSchema = z.object({
  ok: z.boolean(),
  result: z.unknown().optional(),
  error_code: z.number().optional(),
  description: z.string().optional(),
  parameters: z.object({ retry_after: z.number() }).optional(),
});

export async function call(
  api: BotApi,
  method: string,
  parameters: object = {},
): Promise<z.output<typeof answerSchema>> {
  const response = await fetch(`${api.url}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
  });
  return answerSchema.parse(await response.json());
}

const sentSchema = z.object({ message_id: z.int() });

/** Sends a text and returns its number. */
export async function send(api: BotApi, chatId: number, text: string, more: object = {}): Promise<number> {
  const { result, description } = await call(api, 'sendMessage', { chat_id: chatId, text, ...more });
  if (description !== undefined) throw new Error(description);
  return sentSchema.parse(result).message_id;
}
