import type { AuditEntry, Decision } from '../decision.ts';
import type { FailureCode } from '../failures.ts';
import type { SendCodeOutcome } from '../login-event.ts';

/** Telegram was asked, and its answer is what stopped the sign-in. */
const stoppedByTheAnswer: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'NO_ACCOUNT',
  'PAYMENT_REQUIRED',
  'USERS_ONLY',
  'LIBRARY_TOO_OLD',
]);

/** The audit names a send when it is known that Telegram was asked, or may have been; else why nothing was sent. */
export function withSendEntry(
  decided: Decision,
  send: AuditEntry & { act: 'sendCode' | 'resendCode' | 'verifyEmail' | 'resetEmail' },
  outcome: SendCodeOutcome,
): Decision {
  return { ...decided, audit: [entryOf(send, outcome), ...decided.audit] };
}

function entryOf(send: AuditEntry, outcome: SendCodeOutcome): AuditEntry {
  const isUnsent = outcome.kind === 'notSent' || (outcome.kind === 'stopped' && !stoppedByTheAnswer.has(outcome.code));
  return isUnsent ? { actor: send.actor, act: 'notSent', detail: outcome.code } : send;
}
