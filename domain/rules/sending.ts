import {
  type Decision,
  type AuditEntry,
  decision,
  enter,
  nextEffect,
  refuse,
  type Refusal,
  SYSTEM,
} from '../decision.ts';
import { backoffMs, MAX_RESTARTS, MAX_UNSENT, OFFER_AFTER_LONG_WAIT_MS, UNATTENDED_WAIT_MS } from '../limits.ts';
import type { Behind, LoginState, RestartReason, Why } from '../login-state.ts';
import { maybeSignedIn } from './behind.ts';
import { endByLogOut, fail } from './closing.ts';
import { sendFreeAtMs } from './code-out.ts';
import { knowsWholeProtocol } from './knows-whole-protocol.ts';

/** Asks Telegram for a code, within the budget. The only place where `auth.sendCode` is decided. */
export function requestCode(
  state: LoginState,
  nowMs: number,
  actor = SYSTEM,
  audit: readonly AuditEntry[] = [],
): Decision {
  const freeAtMs = sendFreeAtMs(state, nowMs);
  if (freeAtMs > nowMs) return fail(state, { code: 'SEND_BUDGET_USED_UP', freeAtMs }, audit);
  const freshKey = state.keyDead;
  const numbered = nextEffect({ ...state, keyDead: false, sendsAtMs: [...state.sendsAtMs, nowMs] }, 'sendCode');
  const { effectId } = numbered;
  return decision(
    enter(numbered.state, { name: 'requesting', effectId, actor }),
    [{ type: 'sendCode', effectId, actor, freshKey }],
    audit,
  );
}

/** Sends by itself only while somebody is around to use the code; else offers. */
export function requestCodeUnasked(state: LoginState, nowMs: number, otherwise: RestartReason): Decision {
  return somebodyAround(state, nowMs) ? requestCode(state, nowMs) : offerRestart(state, nowMs, otherwise);
}

/** Until Telegram has answered once, only as long as the starter said that they would wait. */
export function somebodyAround(state: LoginState, nowMs: number): boolean {
  if (!state.answered && nowMs > state.notAfterMs) return false;
  return nowMs - state.personSeenAtMs <= UNATTENDED_WAIT_MS;
}

export function offerRestart(state: LoginState, nowMs: number, reason: RestartReason, behind: Behind = {}): Decision {
  const patienceMs = isLate(reason) ? OFFER_AFTER_LONG_WAIT_MS : state.limits.personDeadlineMs;
  return decision(
    enter(state, {
      name: 'restartOffered',
      reason,
      deadlineAtMs: nowMs + patienceMs,
      ...behind,
    }),
  );
}

/** After a long wait whoever is wanted may be somewhere else. */
function isLate(reason: RestartReason): boolean {
  return reason === 'waitOver' || reason === 'appointment' || reason === 'emailReset';
}

/** A person asks for a fresh code: without budget the question stays as it is. */
export function requestCodeAsked(state: LoginState, nowMs: number, actor: string): Decision {
  const early = tooEarlyToSend(state, nowMs);
  if (early !== undefined) return refuse(state, early);
  const fresh = knowsWholeProtocol(state) ? patient(state) : state;
  const audit = [{ actor, act: 'restart' } as const];
  if (fresh.phase.name === 'restartOffered' && maybeSignedIn(fresh.phase)) {
    return endByLogOut(fresh, { name: 'goesOn', afterwards: { kind: 'sendCode', actor } }, {}, audit);
  }
  return requestCode(fresh, nowMs, actor, audit);
}

/** Why a person cannot have a code now: Telegram wants silence, or the budget is used up. */
export function tooEarlyToSend(state: LoginState, nowMs: number): Refusal | undefined {
  const { pausedUntilMs = nowMs } = state;
  if (pausedUntilMs > nowMs) return { code: 'TOO_EARLY', fromMs: pausedUntilMs };
  const freeAtMs = sendFreeAtMs(state, nowMs);
  return freeAtMs > nowMs ? { code: 'SEND_BUDGET_USED_UP', freeAtMs } : undefined;
}

/** Telegram named a wait: a durable, visible, cancellable one. */
export function waitToSend(state: LoginState, nowMs: number, why: Why, waitMs: number): Decision {
  const untilMs = nowMs + waitMs;
  const paused = isPause(why) ? { pausedUntilMs: untilMs } : {};
  return decision(
    enter(
      { ...state, ...paused },
      {
        name: 'waitingToSend',
        why,
        untilMs,
        attended: waitMs <= UNATTENDED_WAIT_MS && !isTooOften(state),
      },
    ),
  );
}

/** Telegram wants silence itself, whatever a person wishes meanwhile. */
function isPause({ error }: Why): boolean {
  return error?.code === 420;
}

/** A server that names one wait after the other would be asked for ever. */
export function oneMoreWait<State extends LoginState>(state: State): State {
  return { ...state, serverWaits: (state.serverWaits ?? 0) + 1 };
}

/** So many waits in a row that only a person may ask again. */
export function isTooOften({ serverWaits = 0 }: LoginState): boolean {
  return serverWaits > MAX_RESTARTS;
}

/** All that is counted of Telegram's hiccups begins anew. */
export function patient<State extends LoginState>(state: State): State {
  return { ...state, serverRestarts: 0, unsent: 0, ...(state.serverWaits === undefined ? {} : { serverWaits: 0 }) };
}

/** The call reached nobody, so the next attempt is not a second send. */
export function sendAgainLater(state: LoginState, nowMs: number, why: Why): Decision {
  const unsent = state.unsent + 1;
  if (unsent > MAX_UNSENT) return fail(state, why);
  return waitToSend({ ...state, unsent }, nowMs, why, backoffMs(unsent));
}
