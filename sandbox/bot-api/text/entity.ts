import { z } from 'zod';

/** Offsets and lengths in UTF-16 code units, as JavaScript counts. */
export const entitySchema = z.object({
  type: z.string(),
  offset: z.int().min(0),
  length: z.int().min(0),
  url: z.string().optional(),
  user: z.looseObject({ id: z.int() }).optional(),
  language: z.string().optional(),
  custom_emoji_id: z.string().optional(),
  unix_time: z.int().optional(),
  date_time_format: z.string().optional(),
});

export type Entity = z.output<typeof entitySchema>;
