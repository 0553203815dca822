import { type CodeEntry, codeFormatOf, readCode } from '../code-entry.ts';
import {
  type Decision,
  decision,
  enter,
  nextEffect,
  refuse,
  stay,
  stepIdFor,
  stepIdOf,
  unchanged,
  SYSTEM,
} from '../decision.ts';
import type { Command } from '../login-event.ts';
import type { CodeOut, In } from '../login-state.ts';
import { cancelNow, codeHash } from './closing.ts';
import { withoutCodeDied } from './code-expired.ts';
import { resendDueMs, sendFreeAtMs } from './code-out.ts';
import { resend } from './resending.ts';
import { offerRestart, requestCodeAsked } from './sending.ts';
import { verifyEmail } from './verifying-email.ts';

type Of<Type extends Command['type']> = Extract<Command, { type: Type }>;

export function onCodeEntered(state: In<'waitingForCode'>, command: Of<'enterCode'>, nowMs: number): Decision {
  if (!answersThisCode(state, command.stepId)) return refuse(state, { code: 'STALE_STEP' });
  const { code, problem } = state.phase;
  if (problem?.kind === 'serverWait' && nowMs < problem.untilMs) {
    return refuse(state, { code: 'TOO_EARLY', fromMs: problem.untilMs });
  }
  const entry = readEntry(state, command);
  if (entry.kind === 'refused') return refuse(state, entry.refusal);
  if (code.verifies === true) return verifyEmail(state, command, entry.code, nowMs);
  const numbered = nextEffect(withoutCodeDied(state), 'signIn');
  const { effectId } = numbered;
  return decision(
    enter(numbered.state, { name: 'checkingCode', effectId, code }),
    [
      {
        type: 'signIn',
        effectId,
        hash: codeHash(code),
        code: entry.code,
        probe: code.mayBeSignedIn === true,
        ...byEmail(code),
      },
    ],
    [{ actor: command.actor, act: 'enterCode' }],
  );
}

function byEmail({ sentCode }: CodeOut): { byEmail?: true } {
  return sentCode.delivery.type === 'EmailCode' ? { byEmail: true } : {};
}

/** A code typed while a further one went out is tried with the current hash: it may well be the one. */
function answersThisCode(state: In<'waitingForCode'>, stepId: string): boolean {
  return stepId === stepIdOf(state) || stepId === previousStepId(state);
}

function previousStepId(state: In<'waitingForCode'>): string | undefined {
  const { previous } = state.phase.code;
  return previous === undefined ? undefined : stepIdFor(state, previous.step);
}

/** As the delivery that the person has answered wants it, or as the one that is out now. */
function readEntry(state: In<'waitingForCode'>, command: Of<'enterCode'>): CodeEntry {
  const { sentCode, previous } = state.phase.code;
  const entry = readCode(command.code, codeFormatOf(sentCode.delivery));
  if (entry.kind === 'code' || previous === undefined || command.stepId !== previousStepId(state)) return entry;
  return readCode(command.code, codeFormatOf(previous.delivery));
}

export function onEntryOpened(state: In<'waitingForCode'>, command: Of<'openEntry'>, nowMs: number): Decision {
  if (!answersThisCode(state, command.stepId)) return refuse(state, { code: 'STALE_STEP' });
  return decision(stay(state, { ...state.phase, heldUntilMs: nowMs + state.limits.entryHoldMs }));
}

export function onResendAsked(state: In<'waitingForCode'>, command: Of<'resend'>, nowMs: number): Decision {
  if (command.stepId !== stepIdOf(state)) return refuse(state, { code: 'STALE_STEP' });
  const plan = state.phase.code.resend;
  switch (plan.kind) {
    case 'none':
    case 'lost':
      return refuse(state, { code: 'NO_NEXT_WAY' });
    case 'budgetUsedUp':
      return refuse(state, { code: 'SEND_BUDGET_USED_UP', freeAtMs: plan.freeAtMs });
    default:
      return resendIfDue(state, plan.kind === 'automatic' ? plan.atMs : plan.fromMs, command.actor, nowMs);
  }
}

function resendIfDue(state: In<'waitingForCode'>, dueMs: number, actor: string, nowMs: number): Decision {
  const freeAtMs = sendFreeAtMs(state, nowMs);
  if (freeAtMs > nowMs) return refuse(state, { code: 'SEND_BUDGET_USED_UP', freeAtMs });
  return nowMs < dueMs ? refuse(state, { code: 'TOO_EARLY', fromMs: dueMs }) : resend(state, nowMs, actor);
}

export function onNoCode(state: In<'waitingForCode'>, command: Of<'noCode'>): Decision {
  const advice =
    command.openOnDevice === undefined
      ? 'isOpenOnDevice'
      : command.openOnDevice
        ? 'lookInTelegramChat'
        : 'signInOnPhoneFirst';
  return decision(
    stay(state, { ...state.phase, advice }),
    [],
    [{ actor: command.actor, act: 'noCode', detail: whereOpen(command.openOnDevice) }],
  );
}

function whereOpen(openOnDevice: boolean | undefined): string {
  if (openOnDevice === undefined) return 'not known where the account is open';
  return openOnDevice ? 'the account is open on a device' : 'the account is open nowhere';
}

/** After a lost resend the old code may be void and the new one unusable: a person may ask for a fresh one. */
export function onRestartAskedWithCodeOut(
  state: In<'waitingForCode'>,
  command: Of<'restart'>,
  nowMs: number,
): Decision {
  if (command.stepId !== stepIdOf(state)) return refuse(state, { code: 'STALE_STEP' });
  if (state.phase.code.resend.kind !== 'lost') return refuse(state, { code: 'NOT_NOW' });
  return requestCodeAsked(state, nowMs, command.actor);
}

export function onWokeWaitingForCode(state: In<'waitingForCode'>, nowMs: number): Decision {
  if (nowMs >= state.phase.deadlineAtMs) return cancelNow(state, 'deadline');
  const { emailResetAtMs = Infinity } = state.phase.code;
  if (nowMs >= emailResetAtMs) return offerRestart(state, nowMs, 'emailReset', { hash: codeHash(state.phase.code) });
  const dueMs = resendDueMs(state.phase);
  if (dueMs === undefined || nowMs < dueMs) return unchanged(state);
  const freeAtMs = sendFreeAtMs(state, nowMs);
  if (freeAtMs > nowMs) {
    const code = { ...state.phase.code, resend: { kind: 'budgetUsedUp', freeAtMs } as const };
    return decision(stay(state, { ...state.phase, code }));
  }
  return resend(state, nowMs, SYSTEM);
}
