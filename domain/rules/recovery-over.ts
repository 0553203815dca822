import { assertNever } from '../assert-never.ts';
import { type Decision, decision, enter } from '../decision.ts';
import type { LoginState, PasswordAsked, PasswordProblem } from '../login-state.ts';
import type { TelegramError } from '../telegram-error.ts';
import { telegramErrorEntry } from '../telegram-errors.ts';
import { endByLogOut } from './closing.ts';
import { passwordRemoved } from './password-removed.ts';
import { courseAfter, refusedBy, waitMsOf } from './refusals.ts';
import { offerRestart } from './sending.ts';

export function askForPasswordAgain(state: LoginState, password: PasswordAsked, problem?: PasswordProblem): Decision {
  return decision(
    enter(state, { name: 'waitingForPassword', password, ...(problem === undefined ? {} : { problem }) }),
  );
}

/**
 * What any call of a recovery may be refused with. What is left asks again by `otherwise`: a recovery that fails leaves the
 * password to be typed, so only what no password can mend ends the sign-in.
 */
export function refusedRecovery(
  state: LoginState,
  { password, error, nowMs }: { password: PasswordAsked; error: TelegramError; nowMs: number },
  otherwise: { wait: (password: PasswordAsked, untilMs: number) => Decision; ask: () => Decision },
): Decision {
  if (error.name === 'PASSWORD_RECOVERY_NA') {
    return askForPasswordAgain(state, { ...password, hasRecovery: false }, { kind: 'noRecovery' });
  }
  if (error.name === 'PASSWORD_EMPTY') return passwordRemoved(state, password, nowMs);
  const course = courseAfter(state, error);
  switch (course) {
    case 'wait': {
      const untilMs = nowMs + waitMsOf(error);
      const deadlineAtMs = Math.max(password.deadlineAtMs, untilMs + state.limits.personDeadlineMs);
      return otherwise.wait({ ...password, deadlineAtMs }, untilMs);
    }
    case 'restart':
      return offerRestart({ ...state, keyDead: true }, nowMs, 'loginDied');
    case 'end':
      return telegramErrorEntry(error.name)?.reaction === 'terminal'
        ? endByLogOut(state, { name: 'failed', why: refusedBy(state, error) })
        : otherwise.ask();
    case 'same':
    case 'refetch':
      return otherwise.ask();
    default:
      return assertNever(course);
  }
}
