import { z } from 'zod';
import { inboxEntrySchema } from '../accounts/inbox.ts';
import { scenarioSchema } from '../accounts/scenario.ts';
import { readServerKey } from '../crypto/rsa-key.ts';
import { settingsSchema } from '../settings.ts';

const bytes = z.base64();
const atMs = z.number();
const keyId = z.string().regex(/^[0-9a-f]{16}$/);
const byMethod = z.record(z.string(), z.number());

const authorizationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('passwordPending'), phone: z.string(), sinceMs: atMs }),
  z.strictObject({ kind: z.literal('signedIn'), phone: z.string(), sinceMs: atMs }),
]);

/** An auth key has 2048 bits. */
const authKey = bytes.refine((text) => Buffer.from(text, 'base64').length === 256);
const salt = z
  .string()
  .regex(/^-?\d{1,19}$/, { abort: true })
  .refine((text) => BigInt.asIntN(64, BigInt(text)) === BigInt(text));
const privateKeyPem = z.string().refine(isServerKey);

const keySchema = z.strictObject({
  dc: z.int(),
  bytes: authKey,
  initialSalt: salt,
  createdAtMs: atMs,
  expiresAtMs: atMs.optional(),
  permanent: keyId.optional(),
  layer: z.int().optional(),
  initialised: z.boolean(),
  phone: z.string().optional(),
  authorization: authorizationSchema,
});

const codeSchema = z.strictObject({
  hash: z.string(),
  dc: z.int(),
  key: keyId,
  position: z.int(),
  code: z.string(),
  sentAtMs: atMs,
  expiresAtMs: atMs,
  wrongTries: z.int(),
  voided: z.enum(['resent', 'newSend', 'cancelled', 'postedInChat', 'used', 'tooManyTries']).optional(),
  /** By its hash. */
  resentAs: z.string().optional(),
  email: z.strictObject({ address: z.string(), code: z.string(), expiresAtMs: atMs }).optional(),
});

const verifierSchema = z.strictObject({ salt1: bytes, salt2: bytes, v: bytes });

const accountSchema = z.strictObject({
  phone: z.string(),
  scenario: scenarioSchema,
  inbox: z.array(inboxEntrySchema),
  codes: z.array(codeSchema),
  callCounts: byMethod,
  floodUntilMs: byMethod,
  floodsBegun: z.array(z.string()),
  futureTokens: z.array(z.string()),
  /** When each was handed out, in the same order. */
  futureTokensAtMs: z.array(atMs).default([]),
  sendsAtMs: z.array(atMs),
  refusedSends: z.int(),
  wrongPasswords: z.int(),
  passwordFloodUntilMs: atMs,
  recovery: z.strictObject({ code: z.string(), expiresAtMs: atMs, wrongTries: z.int() }).optional(),
  replacedPassword: verifierSchema.optional(),
  emailResetAtMs: atMs.optional(),
});

/**
 * What a sandbox finds again after a restart: its RSA key, the secret that all salts follow from, settings, data centres,
 * auth keys with their sign-ins, numbers with their codes and messages. MTProto sessions, SRP challenges, login tokens, faults
 * and the log of calls are forgotten.
 */
export const snapshotSchema = z.strictObject({
  version: z.literal(1),
  privateKeyPem,
  saltSecret: bytes,
  settings: settingsSchema,
  /** Those that ran, in the order of their ports. */
  dcs: z.array(z.int().positive()).default([]),
  keys: z.array(keySchema),
  accounts: z.array(accountSchema),
});

function isServerKey(pem: string): boolean {
  try {
    readServerKey(pem);
    return true;
  } catch {
    return false;
  }
}

export type Snapshot = z.output<typeof snapshotSchema>;
export type KeySnapshot = z.output<typeof keySchema>;
export type AccountSnapshot = z.output<typeof accountSchema>;
