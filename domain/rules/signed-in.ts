import { type Decision, decision, enter } from '../decision.ts';
import type { PasswordNeeded, SignedIn } from '../login-event.ts';
import type { CodeOut, LoginState } from '../login-state.ts';
import { end } from './closing.ts';

/** A session that works wins over everything, a cancel aside. */
export function signedIn(state: LoginState, { account, dcId }: SignedIn): Decision {
  return end(state, { name: 'signedIn', account, dcId });
}

export function askForPassword(state: LoginState, asked: PasswordNeeded, nowMs: number, code?: CodeOut): Decision {
  return decision(
    enter(state, {
      name: 'waitingForPassword',
      password: {
        hasRecovery: asked.hasRecovery,
        wrongPasswords: 0,
        deadlineAtMs: nowMs + state.limits.passwordDeadlineMs,
        ...(asked.hint === undefined ? {} : { hint: asked.hint }),
        ...(code === undefined ? {} : { code }),
      },
    }),
  );
}
