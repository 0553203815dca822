import type { Seen, SendNumber } from '../../contracts/live-check.ts';

/** The send itself, without the calls that were led to another data centre. */
export function sendOf(seen: readonly Seen[], send: SendNumber): Seen | undefined {
  return seen.find((each) => isSend(each) && each.send === send && each.answer.kind !== 'moved');
}

export function isSend({ method }: Seen): boolean {
  return method === 'auth.sendCode' || method === 'auth.resendCode';
}

export function isSignIn({ method }: Seen): boolean {
  return method === 'auth.signIn';
}

/** Telegram took the code, whatever it wants next. */
export function isAccepted({ answer: { kind } }: Seen): boolean {
  return kind === 'signedIn' || kind === 'passwordNeeded' || kind === 'signUpRequired';
}

export function refusedWith({ answer }: Seen): string | undefined {
  return answer.kind === 'refused' ? answer.name : undefined;
}

/** When its answer was there. */
export function endMs({ atMs, tookMs }: Seen): number {
  return atMs + tookMs;
}
