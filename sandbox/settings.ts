import { z } from 'zod';

/**
 * What nobody outside Telegram knows (docs/sandbox-rules.md, marked U), as switches: a client
 * should behave well under every value.
 */
export const settingsSchema = z.strictObject({
  /** auth.resendCode before `timeout` has passed: 406 SEND_CODE_UNAVAILABLE, or served. */
  earlyResend: z.enum(['refuse', 'serve']).default('refuse'),
  /** Whether the hash from before auth.resendCode still signs in. */
  resendVoidsOldHash: z.enum(['yes', 'no']).default('yes'),
  /** A second auth.sendCode on one key: a new code and only the new hash, or the same code again and both hashes. */
  secondSendCode: z.enum(['voidsOldHash', 'repeatsCode']).default('voidsOldHash'),
  /** AUTH_KEY_DUPLICATED on keys that are not signed in. */
  duplicatedOnUnauthorised: z.enum(['yes', 'no']).default('no'),
  /** What follows the last wrong code: PHONE_CODE_EXPIRED, or FLOOD_WAIT_X that doubles. */
  wrongCodeLimitAnswer: z.enum(['expired', 'floodWait']).default('expired'),
  /** Life of an srp_id. Telegram's is not published. */
  srpLifetimeSeconds: z.int().positive().default(120),
});

export type SandboxSettings = z.output<typeof settingsSchema>;
/** Any part of the settings; the rest keeps its value. */
export type SettingsChange = Partial<SandboxSettings>;

export const settingsChangeSchema = z.strictObject(
  Object.fromEntries(Object.entries(settingsSchema.shape).map(([name, schema]) => [name, schema.unwrap().optional()])),
);
