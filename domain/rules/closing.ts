import { type AuditEntry, type Decision, decision, enter, nextEffect, SYSTEM } from '../decision.ts';
import { stopScan } from './stop-scan.ts';
import type { Answer } from '../login-event.ts';
import type { TelegramError } from '../telegram-error.ts';
import { knowsWholeProtocol } from './knows-whole-protocol.ts';
import { killsKey } from './refusals.ts';
import type { CancelReason, CodeOut, In, LeftOpen, LoginState, Outcome, Phase, PutOff, Why } from '../login-state.ts';

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
  const numbered = nextEffect(withoutCancel(state), 'cancelCode');
  const { effectId } = numbered;
  return decision(
    enter(numbered.state, { name: 'closing', effectId, outcome, leavesOpen: 'code' }),
    [{ type: 'cancelCode', effectId, hash }],
    audit,
  );
}

/** Ends a session that Telegram has accepted already, or may have. */
export function endByLogOut(state: LoginState, outcome: Outcome | PutOff, of: { stranger?: true } = {}): Decision {
  const numbered = nextEffect(withoutCancel(state), 'logOut');
  const { effectId } = numbered;
  return decision(enter(numbered.state, { name: 'closing', effectId, outcome, leavesOpen: 'session' }), [
    { type: 'logOut', effectId, ...(outcome.name === 'putOff' ? { goesOn: true } : {}), ...of },
  ]);
}

/** The sign-in ends as decided; what Telegram could not be told is said, for it stays there. */
export function onClosingAnswered(
  state: In<'closing'>,
  { outcome: told }: Extract<Answer, { type: 'closingAnswered' }>,
): Decision {
  const { outcome, leavesOpen } = state.phase;
  // Without its key there is nothing at Telegram to be ended.
  const isTidy =
    told.kind === 'done' ||
    (told.kind === 'stopped' && told.code === 'AUTH_KEY_UNKNOWN') ||
    (told.kind === 'refused' && isKeyGone(state, told.error));
  // A key that was logged out is of no use for the next send.
  const next = leavesOpen === 'session' ? { ...state, keyDead: true } : state;
  return closed(next, isTidy ? outcome : leaving(outcome, leavesOpen));
}

/** What Telegram was told before: the end, or a pause. A cancel that came meanwhile ends a pause before it began. */
function closed(state: LoginState, outcome: Outcome | PutOff, audit: readonly AuditEntry[] = []): Decision {
  if (outcome.name !== 'putOff') return end(state, outcome, audit);
  const { cancel } = state;
  if (cancel === undefined) return decision(enter(state, outcome), [], audit);
  const { leftOpen } = outcome;
  return end(state, { name: 'cancelled', reason: cancel, ...(leftOpen === undefined ? {} : { leftOpen }) }, audit);
}

/** By 401, whatever its name, nobody is signed in with this key any more. */
function isKeyGone(state: LoginState, error: TelegramError): boolean {
  return knowsWholeProtocol(state) && (error.code === 401 || killsKey(state, error));
}

function leaving(outcome: Outcome | PutOff, leftOpen: LeftOpen): Outcome | PutOff {
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
  if (hasAcceptedCode(state.phase)) {
    const closing = endByLogOut(state, outcome);
    return { ...closing, audit: [...audit, ...closing.audit] };
  }
  const left = mayHaveUnknownCode(state.phase) ? leaving(outcome, 'code') : outcome;
  return endWithCodeOut(state, hashOut(state.phase), left, audit);
}

function hasAcceptedCode(phase: Phase): boolean {
  if ('code' in phase && phase.code.mayBeSignedIn === true) return true;
  return 'password' in phase;
}

/** A code may be out whose hash nobody has: Telegram cannot be told of it. */
export function mayHaveUnknownCode(phase: Phase): boolean {
  if (phase.name === 'scanning' || phase.name === 'stoppingScan' || phase.name === 'waitingToSend')
    return phase.leftOpen !== undefined;
  return phase.name === 'outcomeUnknown' || ('code' in phase && phase.code.resend.kind === 'lost');
}

export function hashOut(phase: Phase): string | undefined {
  if ('code' in phase) return codeHash(phase.code);
  return 'hash' in phase ? phase.hash : undefined;
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
