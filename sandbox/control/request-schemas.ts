import { z } from 'zod';

/** The query of `GET /calls` and `GET /calls/wait`. */
export const querySchema = z.strictObject({
  method: z.string().optional(),
  phone: z.string().optional(),
  afterSeq: z.coerce.number<string>().int().min(0).optional(),
  count: z.coerce.number<string>().int().positive().optional(),
  timeoutMs: z.coerce.number<string>().int().positive().max(600_000).optional(),
});

/** The body of `POST /restart`. */
export const restartSchema = z.strictObject({ forget: z.enum(['nothing', 'sessions', 'keys']).default('nothing') });
