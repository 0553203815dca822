import { z } from 'zod';

export const digitCodeSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^\d*$/, 'A code of digits alone; words are for the deliveries SmsWord and SmsPhrase');
