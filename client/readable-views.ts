import type { LoginView } from '../domain/login-view.ts';
import type { ViewRow } from '../vault/records/records.ts';
import { readView } from './read-view.ts';

/** The views in rows; those of another version of Latchkey, which has its own bot, are left out. */
export function readableViews(rows: readonly ViewRow[]): LoginView[] {
  return rows.flatMap((row) => {
    try {
      return [readView(row)];
    } catch {
      return [];
    }
  });
}
