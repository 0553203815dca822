import type { LoginView } from './login-view.ts';

/** So many starts in a row brought no code that their numbers are not to blame. */
export type Alike = { count: number; sinceMs: number };

const ENOUGH = 5;
const WINDOW_MS = 6 * 3_600_000;

/** Looks at the newest sign-in of each number: the newest starts that all brought no code, where they are enough. */
export function failingAlike(views: readonly LoginView[], nowMs: number): Alike | undefined {
  const judged = views
    .filter(({ startedAtMs }) => startedAtMs > nowMs - WINDOW_MS)
    .toSorted((a, b) => b.startedAtMs - a.startedAtMs)
    .map((view) => ({ startedAtMs: view.startedAtMs, came: didCodeCome(view) }))
    .filter(({ came }) => came !== undefined);
  const firstGood = judged.findIndex(({ came }) => came === true);
  const without = firstGood === -1 ? judged : judged.slice(0, firstGood);
  const oldest = without.at(-1);
  if (oldest === undefined || without.length < ENOUGH) return undefined;
  return { count: without.length, sinceMs: oldest.startedAtMs };
}

/** Where there is reason to wonder whether the number is to blame. */
export function isInDoubt({ step }: Pick<LoginView, 'step'>): boolean {
  if (step.kind === 'failed') return true;
  return step.kind === 'enterCode' && step.advice !== undefined && step.advice !== 'isOpenOnDevice';
}

/** Undefined while nobody can say. What was cancelled by a person says nothing either. */
function didCodeCome({ step }: LoginView): boolean | undefined {
  switch (step.kind) {
    case 'signedIn':
    case 'enterPassword':
    case 'enterRecoveryCode':
    case 'chooseRecovery':
    case 'recovering':
    case 'checkingPassword':
    case 'checkingCode':
      return true;
    case 'failed':
      // An error of Telegram at the request; our own reasons (a budget, a session that is there) tell nothing of codes, nor does
      // an owner who does not want us.
      return step.why.error === undefined || step.why.code === 'OWNER_ENDED_SESSION' ? undefined : false;
    case 'cancelled':
      return step.reason === 'deadline' ? false : undefined;
    case 'enterCode':
      if (step.problem?.kind === 'wrongCode') return true;
      return step.advice === undefined || step.advice === 'isOpenOnDevice' ? undefined : false;
    default:
      return undefined;
  }
}
