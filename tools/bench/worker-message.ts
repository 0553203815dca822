import { z } from 'zod';

/** What the worker process says over its channel. */
export const workerMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({
    kind: z.literal('memory'),
    rssBytes: z.int(),
    /** Whether the garbage of the main thread was collected first. The threads that run workflows collect their own. */
    collected: z.boolean(),
  }),
]);
export type WorkerMessage = z.output<typeof workerMessageSchema>;
