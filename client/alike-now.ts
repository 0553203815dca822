import { type Alike, failingAlike, isInDoubt } from '../domain/chat-alike.ts';
import type { LoginView } from '../domain/login-view.ts';
import type { Records } from '../vault/records/records.ts';
import { readableViews } from './readable-views.ts';

const MOST_LOGINS = 60;

/** When many numbers get no code at once, this one is not to blame. Asked where there is reason to wonder. */
export async function alikeNow(
  records: Pick<Records, 'latestViews'>,
  view: LoginView,
  nowMs: number,
): Promise<Alike | undefined> {
  if (!isInDoubt(view)) return undefined;
  return failingAlike(readableViews(await records.latestViews(MOST_LOGINS)), nowMs);
}
