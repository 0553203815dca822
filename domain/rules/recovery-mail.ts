import { assertNever } from '../assert-never.ts';
import { type Decision, decision, enter, nextEffect, type Refusal, refuse, stepIdOf } from '../decision.ts';
import { RECOVERY_MAIL_EVERY_MS, RECOVERY_MAILS } from '../limits.ts';
import type { In, LoginState, PasswordAsked, Why } from '../login-state.ts';
import type { Recovery, RecoveryCodeProblem, RecoveryCommand, RequestRecoveryOutcome } from '../password-recovery.ts';
import type { TelegramError } from '../telegram-error.ts';
import { cancelNow, endByLogOut } from './closing.ts';
import { knowsWholeProtocol } from './knows-whole-protocol.ts';
import { askForPasswordAgain, refusedRecovery } from './recovery-over.ts';
import { refusedBy } from './refusals.ts';
import { why } from './requesting.ts';

/** How many mails may still be asked for; undefined where this sign-in cannot recover a password itself. */
/** None where a QR code was scanned: whose password it is shows only once it is right, and a stranger's is not to be changed. */
export function recoveryMailsLeft(
  state: LoginState,
  { hasRecovery, mails, scanned }: PasswordAsked,
): number | undefined {
  if (!knowsWholeProtocol(state) || !hasRecovery || scanned === true) return undefined;
  return Math.max(0, RECOVERY_MAILS - (mails?.count ?? 0));
}

/** A mail reaches the owner, so it is asked for by a person each time, and not as often as they like. */
export function onRecoveryAsked(
  state: In<'waitingForPassword' | 'waitingForRecoveryCode'>,
  command: Extract<RecoveryCommand, { type: 'requestRecovery' }>,
  nowMs: number,
): Decision {
  const { phase } = state;
  const { password } = phase;
  if (command.stepId !== stepIdOf(state)) return refuse(state, { code: 'STALE_STEP' });
  const left = recoveryMailsLeft(state, password);
  if (left === undefined) return refuse(state, whyNone(state, password));
  if (left === 0) return refuse(state, { code: 'RECOVERY_MAILS_USED_UP' });
  const { count = 0, nextFromMs = 0 } = password.mails ?? {};
  if (nowMs < nextFromMs) return refuse(state, { code: 'TOO_EARLY', fromMs: nextFromMs });
  const everyMs = state.limits.recoveryMailEveryMs ?? RECOVERY_MAIL_EVERY_MS;
  const mails = { count: count + 1, nextFromMs: nowMs + everyMs };
  const numbered = nextEffect(state, 'requestRecovery');
  const { effectId } = numbered;
  const recovery = phase.name === 'waitingForRecoveryCode' ? { recovery: phase.recovery } : {};
  return decision(
    enter(numbered.state, { name: 'requestingRecovery', effectId, password: { ...password, mails }, ...recovery }),
    [{ type: 'requestRecovery', effectId }],
    [{ actor: command.actor, act: 'requestRecovery' }],
  );
}

/** Of an account that may be a stranger's, not even whether it has a recovery address. */
function whyNone(state: LoginState, { scanned }: PasswordAsked): Refusal {
  if (!knowsWholeProtocol(state)) return { code: 'NOT_NOW' };
  return { code: scanned === true ? 'NO_RECOVERY_AFTER_SCAN' : 'NO_RECOVERY_ADDRESS' };
}

/** The answer to `auth.requestPasswordRecovery`. */
export function onRecoveryRequested(
  state: In<'requestingRecovery'>,
  outcome: RequestRecoveryOutcome,
  nowMs: number,
): Decision {
  if (state.cancel !== undefined) return cancelNow(state, state.cancel);
  const { password, recovery } = state.phase;
  switch (outcome.kind) {
    case 'requested':
      return askForRecoveryCode(state, password, { emailPattern: outcome.emailPattern, wrongCodes: 0 });
    case 'lost':
      return askForRecoveryCode(state, password, { ...recovery, wrongCodes: 0 }, { kind: 'mayBeMailed' });
    case 'refused':
      return refused(state, outcome.error, nowMs);
    case 'notSent':
      return notMailed(state, why(outcome));
    case 'stopped':
      return endByLogOut(state, { name: 'failed', why: why(outcome) });
    default:
      return assertNever(outcome);
  }
}

function refused(state: In<'requestingRecovery'>, error: TelegramError, nowMs: number): Decision {
  const unsent = withoutMail(state.phase.password);
  return refusedRecovery(
    state,
    { password: unsent, error, nowMs },
    {
      wait: (password, untilMs) => {
        const waiting = { ...password, mails: { count: password.mails?.count ?? 0, nextFromMs: untilMs } };
        const { recovery } = state.phase;
        return recovery === undefined
          ? askForPasswordAgain(state, waiting, { kind: 'recoveryWait', error, untilMs })
          : askForRecoveryCode(state, waiting, recovery, { kind: 'notMailed', why: refusedBy(state, error) });
      },
      ask: () => notMailed(state, refusedBy(state, error)),
    },
  );
}

/** A code that was mailed before stays good. */
function notMailed(state: In<'requestingRecovery'>, because: Why): Decision {
  const { password, recovery } = state.phase;
  const unsent = withoutMail(password);
  return recovery === undefined
    ? askForPasswordAgain(state, unsent, { kind: 'recoveryFailed', why: because })
    : askForRecoveryCode(state, unsent, recovery, { kind: 'notMailed', why: because });
}

function withoutMail(password: PasswordAsked): PasswordAsked {
  const { count = 1, nextFromMs = 0 } = password.mails ?? {};
  return { ...password, mails: { count: count - 1, nextFromMs } };
}

export function askForRecoveryCode(
  state: LoginState,
  password: PasswordAsked,
  recovery: Recovery,
  problem?: RecoveryCodeProblem,
): Decision {
  return decision(
    enter(state, {
      name: 'waitingForRecoveryCode',
      password,
      recovery,
      ...(problem === undefined ? {} : { problem }),
    }),
  );
}
