import { z } from 'zod';
import { methodNameSchema } from '../rpc/method-names.ts';
import { announcedAs, deliverySchema } from './delivery.ts';

/** What is scripted for one phone number: the body of `PUT /accounts/PHONE`. All keys have defaults. */
export const scenarioSchema = z.strictObject({
  /** First entry: auth.sendCode. Each auth.resendCode goes one on; after the last, SEND_CODE_UNAVAILABLE. */
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
    }),
  /** Fixed code for every delivery of digits; absent: random at each send. */
  code: z.string().min(1).max(64).optional(),
  codeLifetimeSeconds: z.number().positive().default(900),
  /** This many wrong codes void the hash. */
  wrongCodeLimit: z.int().positive().default(5),
  password2fa: z
    .strictObject({
      password: z.string().min(1),
      hint: z.string().optional(),
      hasRecovery: z.boolean().default(false),
    })
    .optional(),
  /** This many wrong passwords bring FLOOD_WAIT_X, and 406 PHONE_PASSWORD_FLOOD at auth.sendCode. */
  wrongPasswordLimit: z.int().positive().default(10),
  /** auth.sendCode anywhere else answers 303 PHONE_MIGRATE_X. */
  homeDc: z.int().positive().optional(),
  /** Method to seconds: its first call answers FLOOD_WAIT_X, calls before X has passed the rest. */
  floodWaitSeconds: z.record(methodNameSchema, z.int().positive()).default({}),
  /** Any RPC error at any call: the nth call (from 1) of the method by this number, and the next times - 1. */
  errors: z
    .array(
      z.strictObject({
        method: methodNameSchema,
        nth: z.int().positive().default(1),
        times: z.int().positive().default(1),
        code: z.int(),
        message: z.string().min(1),
      }),
    )
    .max(1000)
    .default([]),
  user: z
    .strictObject({
      /** Below 2^40: mtcute refuses larger ones. */
      id: z
        .int()
        .positive()
        .max(2 ** 40 - 1)
        .optional(),
      firstName: z.string().min(1).optional(),
      lastName: z.string().optional(),
      username: z.string().optional(),
      bot: z.boolean().default(false),
    })
    .prefault({}),
  /** No account has this number: auth.signIn answers authorizationSignUpRequired. */
  unoccupied: z.boolean().default(false),
  /** auth.sendCode wants to be paid for: auth.sentCodePaymentRequired, which layers from 201 on know. */
  paymentRequired: z.boolean().default(false),
  /** false: no device shows the app's chat, so App codes reach nobody. */
  authorizedElsewhere: z.boolean().default(true),
  /** auth.sendCode calls per 24 h, then PHONE_NUMBER_FLOOD; null: no limit. */
  loginsPerDay: z.int().positive().nullable().default(5),
});

export type ScenarioInput = z.input<typeof scenarioSchema>;
export type Scenario = z.output<typeof scenarioSchema>;
