import { z } from 'zod';
import type { Refusal } from '../../../domain/decision.ts';
import type { PasswordChallenge, PasswordProof } from '../../../domain/login-event.ts';
import { roles } from '../../access/roles.ts';
import { loginViewSchema } from './login-view.ts';
import { schemaRegistry } from './schema-registry.ts';

const at = z.number();

export const refusalSchema = z
  .discriminatedUnion('code', [
    z.object({ code: z.literal('LOGIN_ENDED') }),
    z.object({ code: z.literal('STALE_STEP') }),
    z.object({ code: z.literal('NOT_NOW') }),
    z.object({ code: z.literal('CODE_EMPTY') }),
    z.object({ code: z.literal('CODE_TOO_LONG') }),
    z.object({ code: z.literal('CODE_WRONG_LENGTH'), expected: z.number(), received: z.number() }),
    z.object({ code: z.literal('CODE_NOT_DIGITS') }),
    z.object({ code: z.literal('CODE_WRONG_BEGINNING'), beginning: z.string() }),
    z.object({ code: z.literal('CODE_WRONG_PATTERN'), pattern: z.string() }),
    z.object({ code: z.literal('TOO_EARLY'), fromMs: at }),
    z.object({ code: z.literal('EMAIL_MALFORMED') }),
    z.object({ code: z.literal('CONFIRMATION_WRONG') }),
    z.object({ code: z.literal('CONFIRMATION_MISSING') }),
    z.object({ code: z.literal('TIME_OUT_OF_RANGE') }),
    z.object({ code: z.literal('NO_NEXT_WAY') }),
    z.object({ code: z.literal('RECOVERY_MAILS_USED_UP') }),
    z.object({ code: z.literal('NO_RECOVERY_ADDRESS') }),
    z.object({ code: z.literal('NO_RECOVERY_AFTER_SCAN') }),
    z.object({ code: z.literal('SEND_BUDGET_USED_UP'), freeAtMs: at }),
  ])
  .register(schemaRegistry, { id: 'Refusal' }) satisfies z.ZodType<Refusal>;

export const startAnswerSchema = z
  .object({
    view: loginViewSchema,
    joined: z.boolean().meta({ description: 'A sign-in of this number was running already' }),
  })
  .register(schemaRegistry, { id: 'StartAnswer' });
export const commandAnswer = {
  view: loginViewSchema,
  refusal: refusalSchema.exactOptional().meta({ description: 'Why the command changed nothing' }),
};
export const commandAnswerSchema = z.object(commandAnswer).register(schemaRegistry, { id: 'CommandAnswer' });

const base64 = z.string();
export const challengeAnswerSchema = z.object({
  ...commandAnswer,
  challenge: z
    .object({
      srpId: z.string(),
      srpB: base64,
      salt1: base64,
      salt2: base64,
      g: z.number(),
      p: base64,
    })
    .exactOptional() satisfies z.ZodType<PasswordChallenge | undefined>,
});

/** 256 bytes and 32 bytes in base64; srp_id is a 64-bit number. */
export const proofSchema = z.strictObject({
  srpId: z.string().regex(/^-?\d{1,20}$/u),
  a: z.string().regex(/^[A-Za-z0-9+/]{342}==$/u),
  m1: z.string().regex(/^[A-Za-z0-9+/]{43}=$/u),
}) satisfies z.ZodType<PasswordProof>;

export const loginStates = ['all', 'running', 'waiting', 'signedIn', 'ended'] as const;
export type LoginStateFilter = (typeof loginStates)[number];

export const unreadableSchema = z
  .object({
    numberId: z.string(),
    loginId: z.string(),
    label: z.string(),
    phoneTail: z.string(),
    ended: z.boolean(),
    updatedAtMs: at,
  })
  .register(schemaRegistry, { id: 'UnreadableLogin' });

export const loginListSchema = z.object({
  logins: z.array(z.object({ view: loginViewSchema, updatedAtMs: at })),
  unreadable: z.array(unreadableSchema).meta({
    description: 'Of the same page: written by another version of Latchkey, with steps that this one does not know',
  }),
  total: z.number().meta({ description: 'Of all pages' }),
  change: z.number().meta({ description: 'Give it as "after" to the stream of events, so that nothing is missed' }),
});

export const numberSchema = z
  .object({
    numberId: z.string(),
    label: z.string(),
    owner: z.string(),
    phoneTail: z.string(),
    enrolledBy: z.string(),
    enrolledAtMs: at,
    sessionsKept: z.number(),
    sendsUsed: z.number(),
    sendsPerDay: z.number(),
    nextSendInMs: z.number().meta({ description: '0: a send is free now' }),
  })
  .register(schemaRegistry, { id: 'EnrolledNumber' });

export const auditRowSchema = z.object({
  atMs: at,
  actor: z.string(),
  act: z.string(),
  detail: z.string().exactOptional(),
  numberId: z.string().exactOptional(),
  label: z.string().exactOptional(),
  phoneTail: z.string().exactOptional(),
});

const me = {
  userId: z.number(),
  role: z.enum(roles),
  csrf: z.string().meta({ description: 'Send it as X-Latchkey-Csrf with whatever changes something' }),
  scope: z.enum(['signIn', 'answer']),
};
export const meSchema = z.object(me).register(schemaRegistry, { id: 'Me' });
export const openedSchema = z.object({
  ...me,
  numberId: z.string().exactOptional().meta({ description: 'Whose sign-in the link was made for' }),
});
