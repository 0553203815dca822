import { z } from 'zod';
import type { ClientResult } from './results.ts';

const schema = z.array(
  z.object({
    name: z.string(),
    version: z.string(),
    skipped: z.string().optional(),
    results: z.array(z.object({ scenario: z.string(), faults: z.array(z.string()) })),
  }),
);

/** What `--report` wrote. */
export function readResults(json: string): ClientResult[] {
  return schema
    .parse(JSON.parse(json))
    .map(({ skipped, ...rest }) => (skipped === undefined ? rest : { ...rest, skipped }));
}
