import { DEFAULT_TIMEOUT_SECONDS, RESEND_MARGIN_MS, SENDS_WINDOW_MS, UNATTENDED_WAIT_MS } from '../limits.ts';
import type { CodeOut, In, LoginState, ResendPlan } from '../login-state.ts';
import type { NextType, SentCode } from '../sent-code.ts';
import { enter } from '../decision.ts';
import { knowsWholeProtocol } from './knows-whole-protocol.ts';

/** A phone that rings at night is worse than a late code: calls are asked for, texts go out by themselves. */
const resentAutomatically: Record<NextType, boolean> = {
  Sms: true,
  FragmentSms: true,
  Call: false,
  FlashCall: false,
  MissedCall: false,
};

/** The answer to a send: hash, delivery, next way, timeout and timer replaced together. */
export function codeOut(
  state: LoginState,
  sentCode: SentCode,
  sentAtMs: number,
  previous?: CodeOut['previous'],
): CodeOut {
  return {
    sentCode,
    sentAtMs,
    resend: resendPlan(state, sentCode, sentAtMs),
    wrongCodes: 0,
    ...(previous === undefined ? {} : { previous }),
  };
}

function resendPlan(state: LoginState, sentCode: SentCode, sentAtMs: number): ResendPlan {
  const { nextType } = sentCode;
  if (nextType === undefined) return { kind: 'none' };
  const freeAtMs = sendFreeAtMs(state, sentAtMs);
  if (freeAtMs > sentAtMs) return { kind: 'budgetUsedUp', freeAtMs };
  const timeoutMs = (sentCode.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1_000;
  const atMs = sentAtMs + timeoutMs + RESEND_MARGIN_MS;
  return resentAutomatically[nextType] && !isLate(state, atMs - sentAtMs)
    ? { kind: 'automatic', way: nextType, atMs }
    : { kind: 'onRequest', way: nextType, fromMs: atMs };
}

/** When this sign-in may send again; not later than `nowMs` means now. The vault counts across sign-ins. */
export function sendFreeAtMs(state: LoginState, nowMs: number): number {
  const oldest = state.sendsAtMs.at(-state.limits.sendsPerDay);
  return oldest === undefined ? nowMs : oldest + SENDS_WINDOW_MS;
}

export function askForCode(
  state: LoginState,
  code: CodeOut,
  nowMs: number,
  more: Omit<In<'waitingForCode'>['phase'], 'name' | 'code' | 'deadlineAtMs'> = {},
): LoginState {
  const blockedUntilMs = more.problem?.kind === 'serverWait' ? more.problem.untilMs : nowMs;
  const advice = more.advice ?? (code.resend.kind === 'none' ? adviceFor(code) : undefined);
  return enter(state, {
    ...more,
    name: 'waitingForCode',
    code,
    deadlineAtMs:
      Math.max(nowMs, blockedUntilMs, code.emailResetAtMs ?? 0, lateWayMs(state, code)) + state.limits.personDeadlineMs,
    ...(advice === undefined ? {} : { advice }),
  });
}

/** Until a way opens that is late, a person is awaited for it. */
function lateWayMs(state: LoginState, { resend, sentAtMs }: CodeOut): number {
  return resend.kind === 'onRequest' && isLate(state, resend.fromMs - sentAtMs) ? resend.fromMs : 0;
}

/** By then nobody may be around. Before rules 2 the sign-in had ended first, though its view had announced a resend. */
function isLate(state: LoginState, waitMs: number): boolean {
  return knowsWholeProtocol(state) && waitMs >= UNATTENDED_WAIT_MS;
}

/** Without a next way the code in the app is all there is: ask at once where the account is open. */
function adviceFor(code: CodeOut): 'isOpenOnDevice' | undefined {
  return code.sentCode.delivery.type === 'App' ? 'isOpenOnDevice' : undefined;
}

/** When the automatic resend is due, the held entry considered. */
export function resendDueMs(phase: In<'waitingForCode'>['phase']): number | undefined {
  const { resend } = phase.code;
  return resend.kind === 'automatic' ? Math.max(resend.atMs, phase.heldUntilMs ?? 0) : undefined;
}
