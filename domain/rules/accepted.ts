import { type Decision, decision, enter } from '../decision.ts';
import type { PasswordNeeded, SignedIn } from '../login-event.ts';
import type { Behind, CodeOut, LoginState } from '../login-state.ts';
import { end, endByLogOut } from './closing.ts';

/** Telegram has accepted: a session, or the question for the password. A cancel that came meanwhile undoes it there. */
export function accepted(
  state: LoginState,
  outcome: SignedIn | PasswordNeeded,
  nowMs: number,
  from: { code?: CodeOut; scanned?: true; behind?: Behind } = {},
): Decision {
  if (state.cancel !== undefined) {
    const proven = outcome.kind === 'signedIn' ? ({ proven: true } as const) : {};
    return endByLogOut(state, { name: 'cancelled', reason: state.cancel }, proven);
  }
  if (outcome.kind === 'passwordNeeded') return askForPassword(state, outcome, nowMs, from);
  const { account, dcId, device } = outcome;
  return end(state, { name: 'signedIn', account, dcId, ...(device === undefined ? {} : { device }) });
}

function askForPassword(
  state: LoginState,
  asked: PasswordNeeded,
  nowMs: number,
  from: { code?: CodeOut; scanned?: true; behind?: Behind },
): Decision {
  return decision(
    enter(state, {
      name: 'waitingForPassword',
      password: {
        hasRecovery: asked.hasRecovery,
        wrongPasswords: 0,
        deadlineAtMs: nowMs + state.limits.passwordDeadlineMs,
        // Until the password is right it may be anybody's account that was scanned with.
        ...(asked.hint === undefined || from.scanned === true ? {} : { hint: asked.hint }),
        ...from,
      },
    }),
  );
}
