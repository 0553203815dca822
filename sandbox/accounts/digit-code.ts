import { z } from 'zod';

export const digitCodeSchema = z
  .string()
  .max(64)
  .regex(/^\d+$/, 'A code of digits alone; words are for the deliveries SmsWord and SmsPhrase');
