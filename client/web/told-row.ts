import { z } from 'zod';
import type { LoginView } from '../../domain/login-view.ts';
import type { ViewRow } from '../../vault/records/records.ts';
import { withScan } from '../read-view.ts';
import * as texts from '../texts/texts.ts';
import type { unreadableSchema } from './schemas/answers.ts';
import { loginViewSchema } from './schemas/login-view.ts';

/** A row as the console tells of it. */
export type ToldRow =
  | { kind: 'login'; login: { view: LoginView; updatedAtMs: number } }
  | { kind: 'unreadable'; unreadable: z.infer<typeof unreadableSchema> };

const named = z.object({ label: z.string(), phoneTail: z.string().regex(/^\d{4}$/u) });

/**
 * The whole view is looked at, not its kind alone: workers of another version may write steps, or parts of steps, that this one
 * does not know. One such row must not keep the others from being told. `withQr`: to somebody who may answer.
 */
export function toldRow(
  { view, numberId, loginId, ended, updatedAtMs, scan }: ViewRow,
  { withQr }: { withQr: boolean } = { withQr: false },
): ToldRow {
  const read = loginViewSchema.safeParse(view);
  if (read.success) {
    return { kind: 'login', login: { view: withQr ? withScan(read.data, scan) : read.data, updatedAtMs } };
  }
  const known = named.safeParse(view);
  const whose = known.success ? known.data : { label: texts.console.loginsPage.noLabel, phoneTail: '????' };
  return { kind: 'unreadable', unreadable: { numberId, loginId, ended, updatedAtMs, ...whose } };
}
