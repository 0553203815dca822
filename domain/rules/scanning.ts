import { assertNever } from '../assert-never.ts';
import { type AuditEntry, type Decision, decision, enter, nextEffect, refuse, stepIdOf, SYSTEM } from '../decision.ts';
import { backoffMs, MAX_RESTARTS, MAX_UNSENT, SCAN_WAIT_MS, SHORT_WAIT_MS, UNATTENDED_WAIT_MS } from '../limits.ts';
import type { CallFailure, Command, NotOurs, ScanOutcome } from '../login-event.ts';
import type { CodeBehind, In, LoginState, Outcome, Phase, PhaseName, Why } from '../login-state.ts';
import type { TelegramError } from '../telegram-error.ts';
import { accepted } from './accepted.ts';
import { endByLogOut, endWithCodeOut, giveUpCode, hashOut, mayHaveUnknownCode } from './closing.ts';
import { courseAfter, killsKey, refusedBy, waitMsOf } from './refusals.ts';
import { settled, why } from './requesting.ts';
import { offerRestart, requestCode, somebodyAround, tooEarlyToSend } from './sending.ts';
import { stopScan } from './stop-scan.ts';

/** Where a person waits, or is waited for, before Telegram has accepted anything. */
const leadsToScan: ReadonlySet<PhaseName> = new Set<PhaseName>([
  'waitingForCode',
  'waitingToSend',
  'outcomeUnknown',
  'restartOffered',
  'putOff',
]);

/** A QR code costs no send of the number: no budget is asked. */
export function onScanAsked(state: LoginState, command: Extract<Command, { type: 'scan' }>, nowMs: number): Decision {
  if (command.stepId !== stepIdOf(state)) return refuse(state, { code: 'STALE_STEP' });
  if (!leadsToScan.has(state.phase.name)) return refuse(state, { code: 'NOT_NOW' });
  const { actor } = command;
  return beginScan(state, nowMs, actor);
}

/** The only place where a wait for a scan is decided. A code that is out stays good until the end, and may still be cancelled. */
export function beginScan(
  state: LoginState,
  nowMs: number,
  actor: string,
  audit: readonly AuditEntry[] = [],
): Decision {
  const { phase, keyDead, limits } = state;
  const numbered = nextEffect({ ...state, keyDead: false }, 'scan');
  const { effectId } = numbered;
  const deadlineAtMs = nowMs + (limits.scanWaitMs ?? SCAN_WAIT_MS);
  const probe = 'code' in phase && phase.code.mayBeSignedIn === true;
  return decision(
    enter(numbered.state, { name: 'scanning', effectId, deadlineAtMs, ...behind(phase) }),
    [{ type: 'scan', effectId, freshKey: keyDead, probe }],
    [...audit, { actor, act: 'scan' }],
  );
}

/** A wait that Telegram named is over: on by itself only while somebody is around to scan. */
export function scanAgain(state: In<'waitingToSend'>, nowMs: number): Decision {
  const { attended } = state.phase;
  return attended && somebodyAround(state, nowMs)
    ? beginScan(state, nowMs, SYSTEM)
    : offerRestart(state, nowMs, attended ? 'nobodyAround' : 'waitOver', hashOut(state.phase));
}

export function codeInsteadOfScan(state: In<'scanning'>, actor: string, nowMs: number): Decision {
  const early = tooEarlyToSend(state, nowMs);
  if (early !== undefined) return refuse(state, early);
  return stopScan(state, state.phase, { kind: 'sendCode', actor }, [{ actor, act: 'restart' }]);
}

export function onScanAnswered(
  state: In<'scanning'> | In<'stoppingScan'>,
  outcome: ScanOutcome,
  nowMs: number,
): Decision {
  switch (outcome.kind) {
    case 'signedIn':
    case 'passwordNeeded': {
      const ending = endAsked(state);
      return ending === undefined
        ? accepted(settled(state), outcome, nowMs, { scanned: true })
        : endByLogOut(state, ending);
    }
    case 'otherAccount':
    case 'notProven':
      return endNotOurs(state, outcome);
    case 'lost':
      // A session may have come of it that nobody knows of.
      return endByLogOut(state, endAsked(state) ?? { name: 'failed', why: { code: 'OUTCOME_UNKNOWN' } });
    default:
      return state.phase.name === 'stoppingScan'
        ? afterStop(state, state.phase, nowMs)
        : notScanned(state, outcome, nowMs);
  }
}

/** Whoever it was is signed out again, and nothing of them is kept. */
export function endNotOurs(state: LoginState, { kind }: NotOurs): Decision {
  const code = kind === 'otherAccount' ? 'OTHER_ACCOUNT' : 'ACCOUNT_NOT_PROVEN';
  return endByLogOut(state, { name: 'failed', why: { code } }, { stranger: true });
}

type Ending = Parameters<typeof giveUpCode>[1];

/** A cancel that came while the wait was being ended has the last word. */
function endAsked({ cancel, phase }: In<'scanning'> | In<'stoppingScan'>): Ending | undefined {
  if (cancel !== undefined) return { name: 'cancelled', reason: cancel };
  return phase.name === 'stoppingScan' && phase.afterwards.kind === 'end' ? phase.afterwards.outcome : undefined;
}

function afterStop(
  state: In<'scanning'> | In<'stoppingScan'>,
  { afterwards, hash }: In<'stoppingScan'>['phase'],
  nowMs: number,
): Decision {
  const ending = endAsked(state);
  if (ending !== undefined) return giveUpCode(state, ending);
  if (afterwards.kind === 'sendCode') return requestCode(state, nowMs, afterwards.actor);
  return offerRestart(state, nowMs, 'notScanned', hash);
}

function notScanned(
  state: In<'scanning'> | In<'stoppingScan'>,
  outcome: { kind: 'notScanned' } | Exclude<CallFailure, { kind: 'lost' }>,
  nowMs: number,
): Decision {
  switch (outcome.kind) {
    case 'notScanned':
      return offerRestart(state, nowMs, 'notScanned', hashOut(state.phase));
    case 'refused':
      return refused(state, outcome.error, nowMs);
    case 'notSent':
      return later({ ...state, unsent: state.unsent + 1 }, nowMs, why(outcome), backoffMs(state.unsent + 1));
    case 'stopped':
      // What cannot be read may well say that somebody is in.
      return outcome.code === 'LIBRARY_TOO_OLD'
        ? endByLogOut(state, { name: 'failed', why: why(outcome) })
        : failed(state, why(outcome));
    default:
      return assertNever(outcome);
  }
}

function refused(state: LoginState, error: TelegramError, nowMs: number): Decision {
  const course = courseAfter(state, error);
  switch (course) {
    case 'wait':
      return waitMsOf(error) < SHORT_WAIT_MS
        ? restarted(state, error, nowMs)
        : later(settled(state), nowMs, refusedBy(state, error), waitMsOf(error));
    case 'restart':
    case 'same':
      return restarted(state, error, nowMs);
    case 'refetch':
    case 'end':
      return failed(state, refusedBy(state, error));
    default:
      return assertNever(course);
  }
}

function restarted(state: LoginState, error: TelegramError, nowMs: number): Decision {
  const serverRestarts = state.serverRestarts + 1;
  if (serverRestarts > MAX_RESTARTS) return failed(state, { code: 'TOO_MANY_RESTARTS', error });
  const waitMs = courseAfter(state, error) === 'wait' ? waitMsOf(error) : 0;
  const next = { ...state, serverRestarts, keyDead: state.keyDead || killsKey(state, error) };
  return later(next, nowMs, refusedBy(state, error), Math.max(waitMs, backoffMs(serverRestarts)));
}

/** A durable wait, after which the QR code comes back by itself. */
function later(state: LoginState, nowMs: number, cause: Why, waitMs: number): Decision {
  if (state.unsent > MAX_UNSENT) return failed(state, cause);
  return decision(
    enter(state, {
      name: 'waitingToSend',
      why: cause,
      untilMs: nowMs + waitMs,
      attended: waitMs <= UNATTENDED_WAIT_MS,
      thenScans: true,
      ...behind(state.phase),
    }),
  );
}

function failed(state: LoginState, cause: Why): Decision {
  const outcome: Outcome = { name: 'failed', why: cause };
  const left = mayHaveUnknownCode(state.phase) ? { ...outcome, leftOpen: 'code' as const } : outcome;
  return endWithCodeOut(state, hashOut(state.phase), left);
}

function behind(phase: Phase): CodeBehind {
  const hash = hashOut(phase);
  return {
    ...(hash === undefined ? {} : { hash }),
    ...(mayHaveUnknownCode(phase) ? { leftOpen: 'code' } : {}),
  };
}
