import { assertNever } from './assert-never.ts';
import type { LoginState } from './login-state.ts';
import { resendDueMs } from './rules/code-out.ts';

/** The one instant at which time itself must be told to `decide`: the earliest of all deadlines. */
export function wakeAtMs(state: LoginState): number | undefined {
  const { phase } = state;
  switch (phase.name) {
    case 'waitingForCode':
      return Math.min(phase.deadlineAtMs, resendDueMs(phase) ?? Infinity, phase.code.emailResetAtMs ?? Infinity);
    case 'waitingForEmail':
      return phase.deadlineAtMs;
    case 'waitingForPassword':
    case 'waitingForRecoveryCode':
    case 'waitingForRecoveryChoice':
      return phase.password.deadlineAtMs;
    case 'waitingToSend':
    case 'putOff':
      return phase.untilMs;
    case 'outcomeUnknown':
      return phase.nextSendAtMs;
    case 'scanning':
    case 'restartOffered':
      return phase.deadlineAtMs;
    case 'new':
    case 'requesting':
    case 'resending':
    case 'checkingCode':
    case 'sendingEmailCode':
    case 'resettingEmail':
    case 'fetchingChallenge':
    case 'checkingPassword':
    case 'stoppingScan':
    case 'requestingRecovery':
    case 'checkingRecoveryCode':
    case 'fetchingAlgorithm':
    case 'recovering':
    case 'closing':
    case 'signedIn':
    case 'cancelled':
    case 'failed':
      return undefined;
    default:
      return assertNever(phase);
  }
}
