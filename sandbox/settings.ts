import { z } from 'zod';
import { longestTimerSeconds } from './longest-timer.ts';

/**
 * What nobody outside Telegram knows (docs/sandbox-rules.md, marked U), as switches: a client
 * should behave well under every value.
 */
export const settingsSchema = z.strictObject({
  earlyResend: z
    .enum(['refuse', 'serve'])
    .default('refuse')
    .describe('auth.resendCode before `timeout` has passed: 406 SEND_CODE_UNAVAILABLE, or served.'),
  resendVoidsOldHash: z
    .enum(['yes', 'no'])
    .default('yes')
    .describe('Whether the hash from before auth.resendCode still signs in.'),
  secondSendCode: z
    .enum(['voidsOldHash', 'repeatsCode'])
    .default('voidsOldHash')
    .describe(
      'A second auth.sendCode on one key: a new code and only the new hash, or the same code again and both hashes.',
    ),
  duplicatedOnUnauthorised: z
    .enum(['yes', 'no'])
    .default('no')
    .describe('AUTH_KEY_DUPLICATED on keys that are not signed in.'),
  wrongCodeLimitAnswer: z
    .enum(['expired', 'floodWait'])
    .default('expired')
    .describe('What follows the last wrong code: PHONE_CODE_EXPIRED, or FLOOD_WAIT_X that doubles.'),
  repeatedResend: z
    .enum(['expired', 'advances', 'repeatsAnswer'])
    .default('expired')
    .describe(
      'auth.resendCode once more with the hash from before a resend, as after a lost reply: ' +
        'PHONE_CODE_EXPIRED, the delivery after the newest one, or the newest answer again and nothing sent.',
    ),
  timeoutField: z.enum(['present', 'absent']).default('present').describe('Whether answers carry `timeout` at all.'),
  firstHash: z
    .enum(['filled', 'empty'])
    .default('filled')
    .describe("Whether a number's first auth.sendCode hands out an empty phone_code_hash."),
  appCode: z
    .enum(['arrives', 'neverArrives'])
    .default('arrives')
    .describe('Codes in the app arrive, or are announced and never do.'),
  futureAuthToken: z
    .enum(['none', 'given'])
    .default('none')
    .describe('Whether sign-ins and sign-outs hand out future auth tokens, which then sign in without a code.'),
  paymentBelowLayer201: z
    .enum(['error', 'constructor'])
    .default('error')
    .describe('What a client below layer 201 gets in place of auth.sentCodePaymentRequired.'),
  srpLifetimeSeconds: z.int().positive().default(120).describe("Life of an srp_id. Telegram's is not published."),
  loginTokenSeconds: z
    .number()
    .positive()
    .default(30)
    .describe('Life of a token of auth.exportLoginToken, and of a QR code made of it.'),
  maxConnections: z
    .int()
    .positive()
    .default(10_000)
    .describe('Connections per data centre; those beyond are told -429.'),
  maxKeys: z
    .int()
    .positive()
    .default(50_000)
    .describe('Auth keys per data centre; then the oldest that nobody is signed in with goes.'),
  idleSeconds: z
    .number()
    .positive()
    .max(longestTimerSeconds)
    .default(900)
    .describe('A connection that was used and says nothing for this long is closed.'),
});

export type SandboxSettings = z.output<typeof settingsSchema>;
/** Any part of the settings; the rest keeps its value. */
export type SettingsChange = Partial<SandboxSettings>;

export const settingsChangeSchema = z.strictObject(
  Object.fromEntries(
    Object.entries(settingsSchema.shape).map(([name, schema]) => [
      name,
      schema
        .unwrap()
        .optional()
        .describe(schema.description ?? ''),
    ]),
  ),
);
