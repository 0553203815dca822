import { z } from 'zod';

/** What a person does on the page. */
export const pageActSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('say'), text: z.string().min(1).max(4096) }),
  z.strictObject({ kind: z.literal('press'), messageId: z.int(), place: z.int().min(0) }),
  z.strictObject({ kind: z.literal('shareContact') }),
  z.strictObject({ kind: z.literal('killWorker') }),
  z.strictObject({ kind: z.literal('killTemporal') }),
  z.strictObject({ kind: z.literal('dropConnection') }),
  z.strictObject({ kind: z.literal('startAnother') }),
  z.strictObject({ kind: z.literal('choose'), phone: z.string().max(32) }),
]);

export type PageAct = z.output<typeof pageActSchema>;

/** What the page shows for a moment. */
export type ActAnswer = { toast?: string; alert?: boolean };
