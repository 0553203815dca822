import { z } from 'zod';
import { inboxEntrySchema } from '../accounts/inbox.ts';
import { scenarioSchema } from '../accounts/scenario.ts';
import { settingsSchema } from '../settings.ts';
import { faultsSchema } from './fault-list.ts';

// What the requests of routes.ts answer, for the OpenAPI document; a test holds real answers against it.

const count = z.int().min(0);
const atMs = z.number();
const phone = z.string().regex(/^\d+$/);

export const account = z
  .strictObject({
    phone,
    userId: z.int().positive(),
    scenario: scenarioSchema,
    sendsInLast24Hours: count,
    liveCodes: count,
    authorizations: z.array(
      z.strictObject({
        dc: z.int(),
        authKeyId: z.string(),
        state: z.enum(['signedIn', 'passwordPending']),
        sinceMs: atMs,
      }),
    ),
  })
  .meta({ id: 'Account' });

const call = z
  .strictObject({
    seq: z.int().positive(),
    atMs,
    dc: z.int(),
    method: z.string(),
    phone: phone.optional(),
    authKeyId: z.string(),
    sessionId: z.string(),
    msgId: z.string(),
    connection: z.int(),
    outcome: z.string(),
  })
  .meta({ id: 'Call' });

export const accounts = z.strictObject({ accounts: z.array(account) });
export const forgotten = z.strictObject({ forgotten: phone });
export const inbox = z.strictObject({ inbox: z.array(inboxEntrySchema) });
export const voidedCodes = z.strictObject({ voidedCodes: count });
export const scanned = z.strictObject({ scannedBy: phone });
export const calls = z.strictObject({
  calls: z.array(call),
  counts: z.record(z.string(), z.record(z.string(), z.int().positive())),
});
export const awaited = z.strictObject({ reached: z.boolean(), calls: z.array(call) });
export const faults = z.strictObject({ faults: faultsSchema });
export const faultsAndHeld = z.strictObject({ faults: faultsSchema, held: z.array(call) });
export const released = z.strictObject({ released: count });
export const connections = z.strictObject({
  open: count,
  peak: count,
  dcs: z.array(z.strictObject({ dc: z.int(), open: count, peak: count })),
});
export const restarted = z.strictObject({ restarted: z.literal(true) });
export const settings = settingsSchema.meta({ id: 'Settings' });
export const start = z.strictObject({ notTelegram: z.literal(true), requests: z.array(z.string()) });
export const description = z.looseObject({ openapi: z.literal('3.1.0') });
