import { z } from 'zod';
import { methodNameSchema } from '../rpc/method-names.ts';
import { announcedAs, deliverySchema } from './delivery.ts';
import { digitCodeSchema } from './digit-code.ts';

/** What is scripted for one phone number: the body of `PUT /accounts/PHONE`. All keys have defaults. */
export const scenarioSchema = z.strictObject({
  deliveries: z
    .array(deliverySchema)
    .min(1)
    .max(1000)
    .default([{ type: 'App', delivered: true }])
    .superRefine((deliveries, context) => {
      for (const [at, delivery] of deliveries.entries()) {
        const next = deliveries[at + 1];
        if (next && delivery.nextType === undefined && announcedAs[next.type] === undefined) {
          context.addIssue({
            code: 'custom',
            path: [at],
            message: `auth.CodeType has no value for ${next.type}: set nextType on the entry before it`,
          });
        }
      }
    })
    .describe('First entry: auth.sendCode. Each auth.resendCode goes one on; after the last, SEND_CODE_UNAVAILABLE.'),
  code: digitCodeSchema.optional().describe('Fixed code for every delivery of digits; absent: random at each send.'),
  codeLifetimeSeconds: z.number().positive().default(900),
  wrongCodeLimit: z.int().positive().default(5).describe('This many wrong codes void the hash.'),
  password2fa: z
    .strictObject({
      password: z.string().min(1),
      hint: z.string().optional(),
      hasRecovery: z.boolean().default(false),
      recoveryEmail: z
        .email()
        .optional()
        .describe('Where a recovery code goes; absent: owner@example.org. With it, `has_recovery` is said.'),
      unknownAlgorithms: z
        .array(z.enum(['current', 'new']))
        .default([])
        .describe('passwordKdfAlgoUnknown for the password that is set, for a new one, or for both.'),
      recoveryCode: digitCodeSchema.optional().describe('Fixed recovery code; absent: random, 6 digits.'),
      recoveryLifetimeSeconds: z.number().positive().default(600).describe("Own choice: Telegram's is not published."),
    })
    .optional(),
  wrongPasswordLimit: z
    .int()
    .positive()
    .default(10)
    .describe('This many wrong passwords bring FLOOD_WAIT_X, and 406 PHONE_PASSWORD_FLOOD at auth.sendCode.'),
  homeDc: z.int().positive().optional().describe('auth.sendCode anywhere else answers 303 PHONE_MIGRATE_X.'),
  floodWaitSeconds: z
    .record(methodNameSchema, z.int().positive())
    .default({})
    .describe('Method to seconds: its first call answers FLOOD_WAIT_X, calls before X has passed the rest.'),
  errors: z
    .array(
      z.strictObject({
        method: methodNameSchema,
        nth: z.int().positive().default(1),
        times: z.int().positive().default(1),
        code: z.int(),
        message: z.string().min(1),
        notice: z
          .string()
          .min(1)
          .max(4096)
          .optional()
          .describe('What the owner is told beside it: an updateServiceNotification right behind the error.'),
      }),
    )
    .max(1000)
    .default([])
    .describe('Any RPC error at any call: the nth call (from 1) of the method by this number, and the next times - 1.'),
  futureTokenLifetimeSeconds: z
    .number()
    .positive()
    .optional()
    .describe('How long a future auth token signs in (setting `futureAuthToken`); absent: without end.'),
  user: z
    .strictObject({
      id: z
        .int()
        .positive()
        .max(2 ** 40 - 1)
        .optional()
        .describe('Below 2^40: mtcute refuses larger ones.'),
      firstName: z.string().min(1).optional(),
      lastName: z.string().optional(),
      username: z.string().optional(),
      bot: z.boolean().default(false),
      phoneHidden: z.boolean().default(false).describe('Telegram gives no number of the account, not even to itself.'),
    })
    .prefault({}),
  unoccupied: z
    .boolean()
    .default(false)
    .describe('No account has this number: auth.signIn answers authorizationSignUpRequired.'),
  paymentRequired: z
    .boolean()
    .default(false)
    .describe('auth.sendCode wants to be paid for: auth.sentCodePaymentRequired, which layers from 201 on know.'),
  authorizedElsewhere: z
    .boolean()
    .default(true)
    .describe("false: no device shows the app's chat, so App codes reach nobody, and none can scan a QR code."),
  loginsPerDay: z
    .int()
    .positive()
    .nullable()
    .default(5)
    .describe('auth.sendCode calls per 24 h, then PHONE_NUMBER_FLOOD; null: no limit.'),
});

export type ScenarioInput = z.input<typeof scenarioSchema>;
export type Scenario = z.output<typeof scenarioSchema>;
