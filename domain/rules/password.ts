import { assertNever } from '../assert-never.ts';
import { type Decision, decision, enter, nextEffect, refuse, stay, stepIdOf } from '../decision.ts';
import type { CallFailure, ChallengeOutcome, CheckPasswordOutcome, Command } from '../login-event.ts';
import type { In, LoginState, PasswordAsked, PasswordProblem } from '../login-state.ts';
import type { TelegramError } from '../telegram-error.ts';
import { withoutKey } from './behind.ts';
import { cancelNow, endByLogOut } from './closing.ts';
import { knowsWholeProtocol } from './knows-whole-protocol.ts';
import { passwordRemoved } from './password-removed.ts';
import { courseAfter, refusedBy, waitMsOf } from './refusals.ts';
import { why } from './requesting.ts';
import { endNotOurs } from './scanning.ts';
import { offerRestart } from './sending.ts';
import { accepted } from './accepted.ts';

type Of<Type extends Command['type']> = Extract<Command, { type: Type }>;

/** A challenge lives seconds: it is fetched when the person submits, never before. */
export function onChallengeRequested(
  state: In<'waitingForPassword'>,
  command: Of<'requestChallenge'>,
  nowMs: number,
): Decision {
  const refusal = refusalNow(state, command.stepId, nowMs);
  if (refusal !== undefined) return refusal;
  const numbered = nextEffect(state, 'getPassword');
  const { effectId } = numbered;
  return decision(stay(numbered.state, { name: 'fetchingChallenge', effectId, password: state.phase.password }), [
    { type: 'getPassword', effectId },
  ]);
}

export function onPasswordEntered(
  state: In<'waitingForPassword'>,
  command: Of<'enterPassword'>,
  nowMs: number,
): Decision {
  const refusal = refusalNow(state, command.stepId, nowMs);
  if (refusal !== undefined) return refusal;
  const numbered = nextEffect(state, 'checkPassword');
  const { effectId } = numbered;
  return decision(
    enter(numbered.state, { name: 'checkingPassword', effectId, password: state.phase.password }),
    [
      {
        type: 'checkPassword',
        effectId,
        proof: command.proof,
        ...probeIf(state.phase.password),
        ...scannedBefore(state),
      },
    ],
    [{ actor: command.actor, act: 'enterPassword' }],
  );
}

/** Who scanned is known only once the password is right. */
function scannedBefore({ phase }: In<'waitingForPassword'>): { scanned?: true } {
  return phase.password.scanned === undefined ? {} : { scanned: true };
}

function refusalNow(state: In<'waitingForPassword'>, stepId: string, nowMs: number): Decision | undefined {
  const { problem } = state.phase;
  if (stepId !== stepIdOf(state)) return refuse(state, { code: 'STALE_STEP' });
  if (problem?.kind === 'serverWait' && nowMs < problem.untilMs) {
    return refuse(state, { code: 'TOO_EARLY', fromMs: problem.untilMs });
  }
  return undefined;
}

/** The challenge itself goes to the person who asked, past the state: it is of no use to anyone else. */
export function onChallengeAnswered(
  state: In<'fetchingChallenge'>,
  outcome: ChallengeOutcome,
  nowMs: number,
): Decision {
  if (state.cancel !== undefined) return cancelNow(state, state.cancel);
  const { password, problem } = state.phase;
  switch (outcome.kind) {
    case 'challenge': {
      const { hint: _, ...rest } = password;
      const fresh = {
        ...rest,
        hasRecovery: outcome.hasRecovery,
        ...(outcome.hint === undefined || password.scanned === true ? {} : { hint: outcome.hint }),
      };
      return decision(
        stay(state, { name: 'waitingForPassword', password: fresh, ...(problem === undefined ? {} : { problem }) }),
      );
    }
    case 'noPassword':
      return passwordRemoved(state, password, nowMs);
    default:
      return passwordFailed(state, password, outcome, nowMs);
  }
}

export function onCheckPasswordAnswered(
  state: In<'checkingPassword'>,
  outcome: CheckPasswordOutcome,
  nowMs: number,
): Decision {
  const { password } = state.phase;
  if (outcome.kind === 'signedIn') return accepted(state, outcome, nowMs);
  if (state.cancel !== undefined) return cancelNow(state, state.cancel);
  if (outcome.kind === 'otherAccount' || outcome.kind === 'notProven') return endNotOurs(state, outcome);
  if (outcome.kind === 'stale') return askAgain(state, password, { kind: 'staleChallenge' });
  return passwordFailed(state, password, outcome, nowMs);
}

function passwordFailed(state: LoginState, password: PasswordAsked, outcome: CallFailure, nowMs: number): Decision {
  switch (outcome.kind) {
    case 'refused':
      return refused(state, password, outcome.error, nowMs);
    case 'lost':
      return askAgain(state, password, { kind: 'staleChallenge' });
    case 'notSent':
      return askAgain(state, password, { kind: 'notChecked', why: why(outcome) });
    case 'stopped':
      return endByLogOut(state, { name: 'failed', why: why(outcome) });
    default:
      return assertNever(outcome);
  }
}

function refused(state: LoginState, password: PasswordAsked, error: TelegramError, nowMs: number): Decision {
  if (error.name === 'PASSWORD_HASH_INVALID') {
    const wrong = { ...password, wrongPasswords: password.wrongPasswords + 1 };
    return askAgain(state, wrong, { kind: 'wrongPassword' });
  }
  if (error.name === 'SRP_PASSWORD_CHANGED' && knowsWholeProtocol(state)) return passwordChanged(state, password);
  if (error.name === 'PASSWORD_EMPTY') return passwordRemoved(state, password, nowMs);
  const course = courseAfter(state, error);
  switch (course) {
    case 'refetch':
      return askAgain(state, password, { kind: 'staleChallenge' });
    case 'wait':
      return waitForServer(state, password, error, nowMs + waitMsOf(error));
    case 'same':
      return askAgain(state, maybeSignedIn(state, password), { kind: 'notChecked', why: refusedBy(state, error) });
    case 'restart':
      return offerRestart({ ...state, keyDead: true }, nowMs, 'loginDied', withoutKey(password.behind ?? {}));
    case 'end':
      return endByLogOut(state, { name: 'failed', why: refusedBy(state, error) });
    default:
      return assertNever(course);
  }
}

/** Telegram's own trouble does not say whether the password was taken: the next try asks first who the key is. */
function maybeSignedIn(state: LoginState, password: PasswordAsked): PasswordAsked {
  return knowsWholeProtocol(state) ? { ...password, mayBeSignedIn: true } : password;
}

function probeIf({ mayBeSignedIn }: PasswordAsked): { probe?: true } {
  return mayBeSignedIn === true ? { probe: true } : {};
}

/** The hint may have changed with it: both are asked for before the person is. */
function passwordChanged(state: LoginState, password: PasswordAsked): Decision {
  const numbered = nextEffect(state, 'getPassword');
  const { effectId } = numbered;
  const problem = { kind: 'passwordChanged' } as const;
  return decision(enter(numbered.state, { name: 'fetchingChallenge', effectId, password, problem }), [
    { type: 'getPassword', effectId },
  ]);
}

/** The person's time does not run while Telegram makes them wait. */
function waitForServer(state: LoginState, password: PasswordAsked, error: TelegramError, untilMs: number): Decision {
  const deadlineAtMs = Math.max(password.deadlineAtMs, untilMs + state.limits.personDeadlineMs);
  return askAgain(state, { ...password, deadlineAtMs }, { kind: 'serverWait', error, untilMs });
}

function askAgain(state: LoginState, password: PasswordAsked, problem: PasswordProblem): Decision {
  return decision(enter(state, { name: 'waitingForPassword', password, problem }));
}
