import type { LoginView } from '../../domain/login-view.ts';
import { LoginClientError, type LoginClientErrorCode } from '../login-client-error.ts';

export const FAILED = 1;
export const WRONG_USAGE = 2;
export const STILL_OPEN = 3;
/** What shells give a program that Ctrl-C has ended. */
export const LEFT = 130;

/** For help texts of commands that end with a view. */
export const exitCodesHelp = `
Exit codes: 0 signed in, 1 failed or ended without a session, 2 wrong usage,
3 the sign-in goes on and waits for an answer.`;

/** For `resend` and `cancel`, which do one thing and go. */
export const doneCodesHelp = `
Exit codes: 0 done, 1 failed or ended meanwhile, 2 wrong usage,
3 refused for now: the sign-in goes on as it was and waits for an answer.`;

/** A command changed nothing: what was asked of a sign-in that goes on can be asked again. */
export function exitCodeOfRefusal(view: LoginView): number {
  return view.ended ? FAILED : STILL_OPEN;
}

/** Mistakes of who types at a sign-in that runs, found before anything was submitted. */
const typingMistakes: ReadonlySet<LoginClientErrorCode> = new Set([
  'CODE_TOO_LONG',
  'NEW_PASSWORD_UNFIT',
  'PASSWORD_EMPTY',
]);

export function exitCodeOfError(error: unknown): number {
  return error instanceof LoginClientError && typingMistakes.has(error.code) ? STILL_OPEN : FAILED;
}

export function exitCodeOf(view: LoginView): number {
  if (view.step.kind === 'signedIn') return 0;
  return view.ended ? FAILED : STILL_OPEN;
}
