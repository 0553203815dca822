import { assertNever } from '../../domain/assert-never.ts';
import type { LoginView } from '../../domain/login-view.ts';

/** A step in the words of refusals.md: enough to tell one from another. */
export function whatIsSeen({ step }: LoginView, nowMs: number): string {
  switch (step.kind) {
    case 'serverWait': {
      const wait = `waits ${Math.round((step.untilMs - nowMs) / 1_000)} s`;
      return step.thenSends ? `${wait}, sends` : `${wait}, offers`;
    }
    case 'enterCode':
      if (step.serverWait !== undefined) return `code; resend in ${inSeconds(step.serverWait.untilMs, nowMs)}`;
      return step.problem === undefined ? `code; next ${step.next.kind}` : `code: ${step.problem.kind}`;
    case 'enterPassword':
      return step.problem === undefined ? 'password' : `password: ${step.problem.kind}`;
    case 'restartOffered':
      return `offers: ${step.reason}`;
    case 'failed':
      return `failed ${step.why.code}`;
    case 'cancelled':
      return step.leftOpen === undefined ? 'cancelled' : `cancelled, ${step.leftOpen} left open`;
    case 'enterEmail':
      return step.problem === undefined ? 'e-mail' : `e-mail: ${step.problem.kind}`;
    case 'requesting':
    case 'scan':
    case 'enterRecoveryCode':
    case 'chooseRecovery':
    case 'recovering':
    case 'sendingEmailCode':
    case 'resettingEmail':
    case 'resending':
    case 'checkingCode':
    case 'checkingPassword':
    case 'closing':
    case 'outcomeUnknown':
    case 'putOff':
    case 'signedIn':
      return step.kind;
    default:
      return assertNever(step);
  }
}

function inSeconds(atMs: number, nowMs: number): string {
  return `${Math.round((atMs - nowMs) / 1_000)} s`;
}
