import { type AuditEntry, type Decision, decision, enter, nextEffect, SYSTEM } from '../decision.ts';
import type {
  Behind,
  CancelReason,
  CodeOut,
  GoesOn,
  LeftOpen,
  LoginState,
  Outcome,
  Phase,
  PutOff,
  Why,
} from '../login-state.ts';
import { behindIn, hashOut, maybeSignedIn, mayHaveUnknownCode } from './behind.ts';
import { stopScan } from './stop-scan.ts';

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
  outcome: Outcome | PutOff,
  audit: readonly AuditEntry[] = [],
): Decision {
  if (hash === undefined || hash === '') return closed(state, outcome, audit);
  return cancelCodeOut(state, hash, outcome, audit);
}

export function cancelCodeOut(
  state: LoginState,
  hash: string,
  outcome: Outcome | PutOff | GoesOn,
  audit: readonly AuditEntry[] = [],
): Decision {
  const numbered = nextEffect(withoutCancel(state), 'cancelCode');
  const { effectId } = numbered;
  return decision(
    enter(numbered.state, { name: 'closing', effectId, outcome, leavesOpen: 'code' }),
    [{ type: 'cancelCode', effectId, hash }],
    audit,
  );
}

/**
 * Ends a session that Telegram has accepted already, or may have, and the code that is out beside it. `proven`: whether it is the
 * account of the number; where that is not said, whoever may have scanned makes the difference.
 */
export function endByLogOut(
  state: LoginState,
  outcome: Outcome | PutOff | GoesOn,
  of: { proven?: boolean } = {},
  audit: readonly AuditEntry[] = [],
): Decision {
  const { hash, leftOpen } = besideSession(state.phase);
  const numbered = nextEffect(withoutCancel(state), 'logOut');
  const { effectId } = numbered;
  return decision(
    enter(numbered.state, {
      name: 'closing',
      effectId,
      outcome: leftOpen === undefined ? outcome : leaving(outcome, leftOpen),
      leavesOpen: 'session',
      ...(hash === undefined ? {} : { withCode: true }),
    }),
    [
      {
        type: 'logOut',
        effectId,
        ...(outcome.name === 'putOff' || outcome.name === 'goesOn' ? { goesOn: true } : {}),
        ...((of.proven ?? !anybodyScans(state.phase)) ? {} : { stranger: true }),
        ...(hash === undefined ? {} : { hash }),
      },
    ],
    audit,
  );
}

/** A code that was typed goes with its session; one that a QR code took the place of does not. */
function besideSession(phase: Phase): Behind {
  return 'code' in phase ? {} : behindIn(phase);
}

function anybodyScans(phase: Phase): boolean {
  return 'password' in phase ? phase.password.scanned === true : !('code' in phase);
}

/** What Telegram was told before: the end, or a pause. A cancel that came meanwhile ends a pause before it began. */
export function closed(state: LoginState, outcome: Outcome | PutOff, audit: readonly AuditEntry[] = []): Decision {
  if (outcome.name !== 'putOff') return end(state, outcome, audit);
  const { cancel } = state;
  if (cancel === undefined) return decision(enter(state, outcome), [], audit);
  const { leftOpen } = outcome;
  return end(state, { name: 'cancelled', reason: cancel, ...(leftOpen === undefined ? {} : { leftOpen }) }, audit);
}

export function leaving<Ending extends Outcome | PutOff | GoesOn>(outcome: Ending, leftOpen: LeftOpen): Ending {
  return outcome.name === 'signedIn' ? outcome : { ...outcome, leftOpen };
}

export function cancelNow(state: LoginState, reason: CancelReason, audit: readonly AuditEntry[] = []): Decision {
  return giveUpCode(state, { name: 'cancelled', reason }, audit);
}

/** Whatever is out is void first: Telegram is told of it. */
export function giveUpCode(
  state: LoginState,
  outcome: Extract<Outcome, { name: 'cancelled' }> | PutOff,
  audit: readonly AuditEntry[] = [],
): Decision {
  if (state.phase.name === 'scanning') return stopScan(state, state.phase, { kind: 'end', outcome }, audit);
  if (hasAcceptedCode(state.phase)) return endByLogOut(state, outcome, {}, audit);
  const left = mayHaveUnknownCode(state.phase) ? leaving(outcome, 'code') : outcome;
  return endWithCodeOut(state, hashOut(state.phase), left, audit);
}

export function hasAcceptedCode(phase: Phase): boolean {
  return maybeSignedIn(phase) || 'password' in phase;
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
