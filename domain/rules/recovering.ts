import { assertNever } from '../assert-never.ts';
import {
  type Decision,
  decision,
  enter,
  isConfirmed,
  nextEffect,
  refuse,
  stay,
  stepIdOf,
  SYSTEM,
} from '../decision.ts';
import { RECOVERY_SETTINGS_TRIES } from '../limits.ts';
import type { CallFailure, ChallengeOutcome, CheckPasswordOutcome, SignedIn } from '../login-event.ts';
import type { In, LoginState, PasswordAsked, Why } from '../login-state.ts';
import type { RecoveryChoiceProblem, RecoveryCommand, RecoveryWithCode } from '../password-recovery.ts';
import type { TelegramError } from '../telegram-error.ts';
import { accepted } from './accepted.ts';
import { cancelNow, endByLogOut } from './closing.ts';
import { passwordRemoved } from './password-removed.ts';
import { refusedCode } from './recovery-code.ts';
import { askForPasswordAgain, refusedRecovery } from './recovery-over.ts';
import { courseAfter, refusedBy } from './refusals.ts';
import { endNotOurs } from './scanning.ts';
import { why } from './requesting.ts';

type Of<Type extends RecoveryCommand['type']> = Extract<RecoveryCommand, { type: Type }>;

/** The salts of a new password are fetched when it is computed, never before. */
export function onAlgorithmRequested(
  state: In<'waitingForRecoveryChoice'>,
  command: Of<'requestAlgorithm'>,
  nowMs: number,
): Decision {
  const refusal = refusalNow(state, command.stepId, nowMs);
  if (refusal !== undefined) return refusal;
  const { password, recovery } = state.phase;
  const numbered = nextEffect(state, 'getPassword');
  const { effectId } = numbered;
  return decision(stay(numbered.state, { name: 'fetchingAlgorithm', effectId, password, recovery }), [
    { type: 'getPassword', effectId },
  ]);
}

/** The algorithm itself goes to the person who asked, past the state. */
export function onAlgorithmAnswered(
  state: In<'fetchingAlgorithm'>,
  outcome: ChallengeOutcome,
  nowMs: number,
): Decision {
  if (state.cancel !== undefined) return cancelNow(state, state.cancel);
  const { password, recovery } = state.phase;
  switch (outcome.kind) {
    case 'challenge':
      return outcome.newAlgorithm === undefined
        ? choose(state, password, recovery, { kind: 'algorithmUnknown' })
        : decision(stay(state, { name: 'waitingForRecoveryChoice', password, recovery }));
    case 'noPassword':
      return passwordRemoved(state, password, nowMs);
    default:
      return notDone(state, { password, recovery, outcome, nowMs });
  }
}

/** Cannot be taken back, so it is confirmed by something that has to be looked up, and judged here. */
export function onRecoveryChosen(
  state: In<'waitingForRecoveryChoice'>,
  { actor, stepId, confirmation, settings }: Of<'recoverPassword'>,
  nowMs: number,
): Decision {
  const refusal = refusalNow(state, stepId, nowMs);
  if (refusal !== undefined) return refusal;
  if (!isConfirmed(state, confirmation)) return refuse(state, { code: 'CONFIRMATION_WRONG' });
  const { password, recovery } = state.phase;
  const way = settings === undefined ? 'removal' : 'newPassword';
  const numbered = nextEffect(state, 'recoverPassword');
  const { effectId } = numbered;
  return decision(
    enter(numbered.state, { name: 'recovering', effectId, actor, way, password, recovery }),
    [
      {
        type: 'recoverPassword',
        effectId,
        code: recovery.code,
        probe: recovery.mayBeDone === true,
        ...(settings === undefined ? {} : { settings }),
      },
    ],
    [{ actor, act: way === 'removal' ? 'removePassword' : 'replacePassword' }],
  );
}

function refusalNow(state: In<'waitingForRecoveryChoice'>, stepId: string, nowMs: number): Decision | undefined {
  const { problem } = state.phase;
  if (stepId !== stepIdOf(state)) return refuse(state, { code: 'STALE_STEP' });
  if (problem?.kind === 'serverWait' && nowMs < problem.untilMs) {
    return refuse(state, { code: 'TOO_EARLY', fromMs: problem.untilMs });
  }
  return undefined;
}

/** The answer to `auth.recoverPassword`. */
export function onRecoverPasswordAnswered(
  state: In<'recovering'>,
  outcome: CheckPasswordOutcome,
  nowMs: number,
): Decision {
  const { actor, way } = state.phase;
  if (outcome.kind === 'signedIn') {
    const signedIn = accepted(state, outcome, nowMs);
    const act = way === 'removal' ? 'passwordRemoved' : 'passwordReplaced';
    return { ...signedIn, audit: [{ actor, act }, ...signedIn.audit] };
  }
  const detail = detailOf(outcome);
  const notRecovered = { actor: SYSTEM, act: 'notRecovered', detail } as const;
  const next = state.cancel === undefined ? notSignedIn(state, outcome, nowMs) : cancelNow(state, state.cancel);
  return { ...next, audit: [notRecovered, ...next.audit] };
}

function detailOf(outcome: Exclude<CheckPasswordOutcome, SignedIn>): string {
  if (outcome.kind === 'refused') return outcome.error.raw;
  return outcome.kind === 'stale' ? 'notCarriedOut' : outcome.kind;
}

function notSignedIn(
  state: In<'recovering'>,
  outcome: Exclude<CheckPasswordOutcome, SignedIn>,
  nowMs: number,
): Decision {
  const { password, recovery } = state.phase;
  if (outcome.kind === 'otherAccount' || outcome.kind === 'notProven') return endNotOurs(state, outcome);
  if (outcome.kind !== 'stale') return notDone(state, { password, recovery, outcome, nowMs });
  // Asked afterwards, Telegram still wants the password: the call has not taken place.
  const { mayBeDone: _, ...rest } = recovery;
  return choose(state, password, rest, { kind: 'notDone', why: { code: 'OUTCOME_UNKNOWN' } });
}

type NotDone = { password: PasswordAsked; recovery: RecoveryWithCode; outcome: CallFailure; nowMs: number };

function notDone(state: LoginState, { password, recovery, outcome, nowMs }: NotDone): Decision {
  const isSent = state.phase.name === 'recovering';
  switch (outcome.kind) {
    case 'refused':
      return refused(state, password, recovery, outcome.error, nowMs);
    case 'lost':
      return again(isSent ? { ...recovery, mayBeDone: true } : recovery, { code: 'OUTCOME_UNKNOWN' });
    case 'notSent':
      return again(recovery, why(outcome));
    case 'stopped':
      return endByLogOut(state, { name: 'failed', why: why(outcome) });
    default:
      return assertNever(outcome);
  }

  function again(next: RecoveryWithCode, because: Why): Decision {
    return choose(state, password, next, { kind: 'notDone', why: because });
  }
}

function refused(
  state: LoginState,
  password: PasswordAsked,
  recovery: RecoveryWithCode,
  error: TelegramError,
  nowMs: number,
): Decision {
  const { emailPattern, wrongCodes } = recovery;
  const mailed = { wrongCodes, ...(emailPattern === undefined ? {} : { emailPattern }) };
  return (
    refusedCode(state, password, mailed, error) ??
    refusedRecovery(
      state,
      { password, error, nowMs },
      {
        wait: (waiting, untilMs) => choose(state, waiting, recovery, { kind: 'serverWait', error, untilMs }),
        ask: () => notTaken(state, password, recovery, error),
      },
    )
  );
}

/** Telegram's own trouble says nothing about the call; anything else means that nothing was changed. */
function notTaken(state: LoginState, password: PasswordAsked, recovery: RecoveryWithCode, error: TelegramError) {
  if (courseAfter(state, error) === 'same') {
    const next = state.phase.name === 'recovering' ? { ...recovery, mayBeDone: true } : recovery;
    return choose(state, password, next, { kind: 'notDone', why: refusedBy(state, error) });
  }
  const refusedSettings = (recovery.refusedSettings ?? 0) + 1;
  return refusedSettings >= RECOVERY_SETTINGS_TRIES
    ? askForPasswordAgain(state, password, { kind: 'recoveryFailed', why: refusedBy(state, error) })
    : choose(state, password, { ...recovery, refusedSettings }, { kind: 'notTaken', error });
}

function choose(
  state: LoginState,
  password: PasswordAsked,
  recovery: RecoveryWithCode,
  problem: RecoveryChoiceProblem,
): Decision {
  return decision(enter(state, { name: 'waitingForRecoveryChoice', password, recovery, problem }));
}

/** What was mailed is forgotten; another mail can be asked for. */
export function onBackToPassword(
  state: In<'waitingForRecoveryCode' | 'waitingForRecoveryChoice'>,
  command: Of<'backToPassword'>,
): Decision {
  if (command.stepId !== stepIdOf(state)) return refuse(state, { code: 'STALE_STEP' });
  const { phase } = state;
  if (phase.name === 'waitingForRecoveryChoice' && phase.recovery.mayBeDone === true) {
    return refuse(state, { code: 'NOT_NOW' });
  }
  return askForPasswordAgain(state, phase.password);
}
