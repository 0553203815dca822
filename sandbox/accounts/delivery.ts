import { z } from 'zod';
import { beginsWith } from './code-text.ts';
import { digitCodeSchema } from './digit-code.ts';

/** auth.CodeType: all that `next_type` can announce. */
const nextTypes = ['Sms', 'Call', 'FlashCall', 'MissedCall', 'FragmentSms'] as const;
export type NextType = (typeof nextTypes)[number];

const anyDelivery = {
  timeoutSeconds: z
    .int()
    .min(0)
    .nullable()
    .optional()
    .describe(
      "Seconds until resendCode may be called; null leaves it out. Default: 60, or left out at the chain's end.",
    ),
  nextType: z
    .enum(nextTypes)
    .nullable()
    .optional()
    .describe(
      'What the reply announces; null leaves it out, and resendCode is then refused. Default: by the ' +
        'entry after this one.',
    ),
  delivered: z.boolean().default(true).describe('false: Telegram says that it sent the code, and it never arrives.'),
};
const common = {
  ...anyDelivery,
  code: digitCodeSchema.optional().describe('The code of this delivery alone.'),
};
const inWords = {
  ...anyDelivery,
  code: z.string().min(1).max(64).optional().describe('The code of this delivery alone, as it stands in the SMS.'),
  beginning: z
    .string()
    .trim()
    .min(1)
    .optional()
    .describe(
      'What is announced of the code, which begins with it: of a word the first letter, of a phrase the first word.',
    ),
};
/** Of a scenario that contradicts itself. */
const contradiction = { path: ['code'], error: 'The code must begin with `beginning`' };
function isOneCode({ code, beginning }: { code?: string | undefined; beginning?: string | undefined }): boolean {
  return code === undefined || beginning === undefined || beginsWith(code, beginning);
}
const length = z
  .int()
  .min(0)
  .max(12)
  .optional()
  .describe("Announced length; default: the code's own. Telegram has been seen to announce 0.");
const flag = z.boolean().default(false).describe('A flag of the answer, nothing more.');

/** One entry of the chain, named as in auth.SentCodeType; all 11 constructors. */
export const deliverySchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('App'), length, ...common }),
  z.strictObject({ type: z.literal('Sms'), length, ...common }),
  z.strictObject({ type: z.literal('SmsWord'), ...inWords }).refine(isOneCode, contradiction),
  z.strictObject({ type: z.literal('SmsPhrase'), ...inWords }).refine(isOneCode, contradiction),
  z.strictObject({ type: z.literal('Call'), length, ...common }),
  z.strictObject({ type: z.literal('FlashCall'), pattern: z.string().optional(), ...common }),
  z.strictObject({ type: z.literal('MissedCall'), prefix: z.string().default('99966'), length, ...common }),
  z.strictObject({
    type: z.literal('EmailCode'),
    emailPattern: z.string().default('o***r@e*****.org').describe('The address as the answer shows it.'),
    length,
    appleSigninAllowed: flag,
    googleSigninAllowed: flag,
    resetTakesSeconds: z
      .int()
      .min(0)
      .default(0)
      .describe('auth.resetLoginEmail goes on in the chain at once, or waits this long first.'),
    resetAvailablePeriodSeconds: z
      .int()
      .min(0)
      .optional()
      .describe('The address may be reset this long after being asked for; absent: left out.'),
    resetPendingDateUnixSeconds: z
      .int()
      .min(0)
      .optional()
      .describe('A reset is under way and ends then, in unix time; absent: left out.'),
    ...common,
  }),
  z.strictObject({
    type: z.literal('SetUpEmailRequired'),
    appleSigninAllowed: flag,
    googleSigninAllowed: flag,
    ...common,
  }),
  z.strictObject({
    type: z.literal('FragmentSms'),
    url: z.url().default('https://fragment.com/number/sandbox/code'),
    length,
    ...common,
  }),
  z.strictObject({
    type: z.literal('FirebaseSms'),
    length,
    pushTimeoutSeconds: z.int().min(0).optional().describe('Absent: left out of the answer.'),
    ...common,
  }),
]);

export type Delivery = z.output<typeof deliverySchema>;
export type DeliveryType = Delivery['type'];

/**
 * How a delivery is announced before it happens. auth.CodeType has no value for the app, for
 * e-mail or for its set-up, so none of them can follow without an explicit `nextType`.
 */
export const announcedAs: Record<DeliveryType, NextType | undefined> = {
  App: undefined,
  Sms: 'Sms',
  SmsWord: 'Sms',
  SmsPhrase: 'Sms',
  Call: 'Call',
  FlashCall: 'FlashCall',
  MissedCall: 'MissedCall',
  EmailCode: undefined,
  SetUpEmailRequired: undefined,
  FragmentSms: 'FragmentSms',
  FirebaseSms: 'Sms',
};
