import { z } from 'zod';
import { phoneSchema } from '../accounts/phone.ts';
import { methodNameSchema } from '../rpc/method-names.ts';

/** The query of `GET /calls`: which calls. */
export const callsQuerySchema = z.strictObject({
  method: methodNameSchema.optional(),
  phone: phoneSchema.optional(),
  afterSeq: z.coerce.number<string>().int().min(0).optional().describe('Only calls with a greater `seq`.'),
});

/** The query of `GET /calls/wait`: also how many, and how long at most. */
export const waitQuerySchema = callsQuerySchema.extend({
  count: z.coerce.number<string>().int().positive().optional(),
  timeoutMs: z.coerce.number<string>().int().positive().max(600_000).optional(),
});

/** The body of `POST /accounts/PHONE/scan`. */
export const scanSchema = z
  .strictObject({
    link: z
      .string()
      .regex(/^tg:\/\/login\?token=[\w-]+$/)
      .describe('What the QR code says: tg://login?token=…'),
  })
  .transform(({ link }) => ({ token: Buffer.from(link.slice(link.indexOf('=') + 1), 'base64url') }));

/** The body of `POST /restart`. */
export const restartSchema = z.strictObject({ forget: z.enum(['nothing', 'sessions', 'keys']).default('nothing') });
