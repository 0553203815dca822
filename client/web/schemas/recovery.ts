import { z } from 'zod';
import type { NewPasswordAlgorithm, NewPasswordSettings } from '../../../domain/password-recovery.ts';
import { commandAnswer } from './answers.ts';

const base64 = z.string();

export const algorithmAnswerSchema = z.object({
  ...commandAnswer,
  algorithm: z.object({ salt1: base64, salt2: base64, g: z.number(), p: base64 }).exactOptional() satisfies z.ZodType<
    NewPasswordAlgorithm | undefined
  >,
});

const NUMBER = /^[A-Za-z0-9+/]{342}==$/u;
const SALT = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u;
/** 32 random bytes that the client adds, in base64. */
const ADDED_SALT_LENGTH = 43;

/** `p` and `hash` have 256 bytes; `salt1` is Telegram's with 32 bytes added. */
export const newPasswordSettingsSchema = z.strictObject({
  salt1: z.string().regex(SALT).min(ADDED_SALT_LENGTH).max(400),
  salt2: z.string().regex(SALT).max(400),
  g: z.int().min(2).max(7),
  p: z.string().regex(NUMBER),
  hash: z.string().regex(NUMBER),
  hint: z.string().max(255),
}) satisfies z.ZodType<NewPasswordSettings>;
