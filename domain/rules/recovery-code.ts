import { assertNever } from '../assert-never.ts';
import { MAX_TYPED } from '../code-entry.ts';
import { type Decision, decision, enter, nextEffect, refuse, stepIdOf } from '../decision.ts';
import type { In, LoginState, PasswordAsked } from '../login-state.ts';
import type { CheckRecoveryOutcome, Recovery, RecoveryCommand } from '../password-recovery.ts';
import type { TelegramError } from '../telegram-error.ts';
import { cancelNow, endByLogOut } from './closing.ts';
import { askForRecoveryCode, recoveryMailsLeft } from './recovery-mail.ts';
import { askForPasswordAgain, refusedRecovery } from './recovery-over.ts';
import { refusedBy } from './refusals.ts';
import { why } from './requesting.ts';

export function onRecoveryCodeEntered(
  state: In<'waitingForRecoveryCode'>,
  command: Extract<RecoveryCommand, { type: 'enterRecoveryCode' }>,
  nowMs: number,
): Decision {
  const { password, recovery, problem } = state.phase;
  if (command.stepId !== stepIdOf(state)) return refuse(state, { code: 'STALE_STEP' });
  if (command.code.length > MAX_TYPED) return refuse(state, { code: 'CODE_TOO_LONG' });
  const code = command.code.replaceAll(/\s/gu, '');
  if (code === '') return refuse(state, { code: 'CODE_EMPTY' });
  if (problem?.kind === 'serverWait' && nowMs < problem.untilMs) {
    return refuse(state, { code: 'TOO_EARLY', fromMs: problem.untilMs });
  }
  const numbered = nextEffect(state, 'checkRecovery');
  const { effectId } = numbered;
  return decision(
    enter(numbered.state, { name: 'checkingRecoveryCode', effectId, password, recovery: { ...recovery, code } }),
    [{ type: 'checkRecovery', effectId, code }],
    [{ actor: command.actor, act: 'enterRecoveryCode' }],
  );
}

/** The answer to `auth.checkRecoveryPassword`: nothing has changed at Telegram, whatever it is. */
export function onRecoveryChecked(
  state: In<'checkingRecoveryCode'>,
  outcome: CheckRecoveryOutcome,
  nowMs: number,
): Decision {
  if (state.cancel !== undefined) return cancelNow(state, state.cancel);
  const { password } = state.phase;
  const { code: _, ...recovery } = state.phase.recovery;
  switch (outcome.kind) {
    case 'right':
      return decision(enter(state, { name: 'waitingForRecoveryChoice', password, recovery: state.phase.recovery }));
    case 'wrong':
      return wrongRecoveryCode(state, password, recovery);
    case 'refused':
      return refused(state, recovery, outcome.error, nowMs);
    case 'lost':
      return askForRecoveryCode(state, password, recovery, { kind: 'notChecked', why: { code: 'OUTCOME_UNKNOWN' } });
    case 'notSent':
      return askForRecoveryCode(state, password, recovery, { kind: 'notChecked', why: why(outcome) });
    case 'stopped':
      return endByLogOut(state, { name: 'failed', why: why(outcome) });
    default:
      return assertNever(outcome);
  }
}

function refused(state: In<'checkingRecoveryCode'>, recovery: Recovery, error: TelegramError, nowMs: number): Decision {
  const { password } = state.phase;
  return (
    refusedCode(state, password, recovery, error) ??
    refusedRecovery(
      state,
      { password, error, nowMs },
      {
        wait: (waiting, untilMs) =>
          askForRecoveryCode(state, waiting, recovery, { kind: 'serverWait', error, untilMs }),
        ask: () => askForRecoveryCode(state, password, recovery, { kind: 'notChecked', why: refusedBy(state, error) }),
      },
    )
  );
}

/** What is wrong with the code itself, whichever call says so; undefined where it is something else. */
export function refusedCode(
  state: LoginState,
  password: PasswordAsked,
  recovery: Recovery,
  error: TelegramError,
): Decision | undefined {
  switch (error.name) {
    case 'CODE_INVALID':
    case 'CODE_EMPTY':
      return wrongRecoveryCode(state, password, recovery);
    case 'PASSWORD_RECOVERY_EXPIRED':
      return recoveryMailsLeft(state, password) === 0
        ? askForPasswordAgain(state, password, { kind: 'recoveryExpired' })
        : askForRecoveryCode(state, password, recovery, { kind: 'codeExpired' });
    default:
      return undefined;
  }
}

function wrongRecoveryCode(state: LoginState, password: PasswordAsked, recovery: Recovery): Decision {
  const wrongCodes = recovery.wrongCodes + 1;
  return wrongCodes >= state.limits.codeTries
    ? askForPasswordAgain(state, password, { kind: 'tooManyRecoveryCodes' })
    : askForRecoveryCode(state, password, { ...recovery, wrongCodes }, { kind: 'wrongCode' });
}
