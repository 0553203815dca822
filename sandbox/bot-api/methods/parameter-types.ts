import { z } from 'zod';

// Forms carry numbers, yes and no, and JSON as text; JSON bodies may do so too.

export const integer = z.preprocess(
  (value) => (typeof value === 'string' && /^-?\d{1,16}$/.test(value.trim()) ? Number(value) : value),
  z.int(),
);

/** Telegram takes "true", "yes" and "1" for yes, anything else for no. */
export const flag = z.preprocess(
  (value) => (typeof value === 'string' ? /^(true|yes|1)$/i.test(value) : value),
  z.boolean().default(false),
);

export function json<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (typeof value === 'string' ? parsed(value) : value), schema);
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A chat's number, or '' when there is none; names of channels are taken and never found. */
export const chatId = z.union([integer, z.string()]).default('');
export const messageId = integer.default(0);
export const text = z.union([z.string(), z.number().transform(String)]).default('');
