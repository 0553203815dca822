import { z } from 'zod';

/** What the worker process says over its channel. */
export const workerMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  /** Resident, after the garbage of all threads was collected. */
  z.object({ kind: z.literal('memory'), rssBytes: z.int() }),
]);
export type WorkerMessage = z.output<typeof workerMessageSchema>;
