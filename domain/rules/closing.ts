import { type AuditEntry, type Decision, decision, enter, nextEffect, SYSTEM } from '../decision.ts';
import type { Answer } from '../login-event.ts';
import type { CancelReason, CodeOut, In, LeftOpen, LoginState, Outcome, Phase, Why } from '../login-state.ts';

export function fail(state: LoginState, why: Why, audit: readonly AuditEntry[] = []): Decision {
  return end(state, { name: 'failed', why }, audit);
}

export function end(state: LoginState, outcome: Outcome, audit: readonly AuditEntry[] = []): Decision {
  return decision(enter(withoutCancel(state), outcome), [], [...audit, endEntry(outcome)]);
}

/** Ends, after telling Telegram that the code is no longer wanted. */
export function endWithCodeOut(
  state: LoginState,
  hash: string | undefined,
  outcome: Outcome,
  audit: readonly AuditEntry[] = [],
): Decision {
  if (hash === undefined || hash === '') return end(state, outcome, audit);
  const numbered = nextEffect(withoutCancel(state), 'cancelCode');
  const { effectId } = numbered;
  return decision(
    enter(numbered.state, { name: 'closing', effectId, outcome, leavesOpen: 'code' }),
    [{ type: 'cancelCode', effectId, hash }],
    audit,
  );
}

/** Ends a session that Telegram has accepted already, or may have. */
export function endByLogOut(state: LoginState, outcome: Outcome): Decision {
  const numbered = nextEffect(withoutCancel(state), 'logOut');
  const { effectId } = numbered;
  return decision(enter(numbered.state, { name: 'closing', effectId, outcome, leavesOpen: 'session' }), [
    { type: 'logOut', effectId },
  ]);
}

/** The sign-in ends as decided; what Telegram could not be told is said, for it stays there. */
export function onClosingAnswered(
  state: In<'closing'>,
  { outcome: told }: Extract<Answer, { type: 'closingAnswered' }>,
): Decision {
  const { outcome, leavesOpen } = state.phase;
  // Without its key there is nothing at Telegram to be ended.
  const isTidy = told.kind === 'done' || (told.kind === 'stopped' && told.code === 'AUTH_KEY_UNKNOWN');
  return end(state, isTidy ? outcome : leaving(outcome, leavesOpen));
}

function leaving(outcome: Outcome, leftOpen: LeftOpen): Outcome {
  return outcome.name === 'signedIn' ? outcome : { ...outcome, leftOpen };
}

export function cancelNow(state: LoginState, reason: CancelReason, audit: readonly AuditEntry[] = []): Decision {
  const cancelled: Outcome = { name: 'cancelled', reason };
  if (hasAcceptedCode(state.phase)) {
    const closing = endByLogOut(state, cancelled);
    return { ...closing, audit: [...audit, ...closing.audit] };
  }
  const outcome = mayHaveUnknownCode(state.phase) ? leaving(cancelled, 'code') : cancelled;
  return endWithCodeOut(state, hashOut(state.phase), outcome, audit);
}

function hasAcceptedCode(phase: Phase): boolean {
  if ('code' in phase && phase.code.mayBeSignedIn === true) return true;
  return 'password' in phase;
}

/** A code may be out whose hash nobody has: Telegram cannot be told of it. */
function mayHaveUnknownCode(phase: Phase): boolean {
  return phase.name === 'outcomeUnknown' || ('code' in phase && phase.code.resend.kind === 'lost');
}

function hashOut(phase: Phase): string | undefined {
  if ('code' in phase) return codeHash(phase.code);
  return phase.name === 'restartOffered' ? phase.hash : undefined;
}

export function codeHash(code: CodeOut): string {
  return code.sentCode.hash;
}

function withoutCancel(state: LoginState): LoginState {
  const { cancel: _, ...rest } = state;
  return rest;
}

function endEntry(outcome: Outcome): AuditEntry {
  if (outcome.name === 'failed') {
    return { actor: SYSTEM, act: 'failed', detail: outcome.why.error?.raw ?? outcome.why.code };
  }
  return { actor: SYSTEM, act: outcome.name, ...(outcome.name === 'cancelled' ? { detail: outcome.reason } : {}) };
}
