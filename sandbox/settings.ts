import { z } from 'zod';
import { longestTimerSeconds } from './longest-timer.ts';

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
  /**
   * auth.resendCode once more with the hash from before a resend, as after a lost reply: PHONE_CODE_EXPIRED, the
   * delivery after the newest one, or the newest answer again and nothing sent.
   */
  repeatedResend: z.enum(['expired', 'advances', 'repeatsAnswer']).default('expired'),
  /** Whether answers carry `timeout` at all. */
  timeoutField: z.enum(['present', 'absent']).default('present'),
  /** Whether a number's first auth.sendCode hands out an empty phone_code_hash. */
  firstHash: z.enum(['filled', 'empty']).default('filled'),
  /** Codes in the app arrive, or are announced and never do. */
  appCode: z.enum(['arrives', 'neverArrives']).default('arrives'),
  /** Whether sign-ins and sign-outs hand out future auth tokens, which then sign in without a code. */
  futureAuthToken: z.enum(['none', 'given']).default('none'),
  /** What a client below layer 201 gets in place of auth.sentCodePaymentRequired. */
  paymentBelowLayer201: z.enum(['error', 'constructor']).default('error'),
  /** Life of an srp_id. Telegram's is not published. */
  srpLifetimeSeconds: z.int().positive().default(120),
  /** Connections per data centre; those beyond are told -429. */
  maxConnections: z.int().positive().default(10_000),
  /** Auth keys per data centre; then the oldest that nobody is signed in with goes. */
  maxKeys: z.int().positive().default(50_000),
  /** A connection that was used and says nothing for this long is closed. */
  idleSeconds: z.number().positive().max(longestTimerSeconds).default(900),
});

export type SandboxSettings = z.output<typeof settingsSchema>;
/** Any part of the settings; the rest keeps its value. */
export type SettingsChange = Partial<SandboxSettings>;

export const settingsChangeSchema = z.strictObject(
  Object.fromEntries(Object.entries(settingsSchema.shape).map(([name, schema]) => [name, schema.unwrap().optional()])),
);
