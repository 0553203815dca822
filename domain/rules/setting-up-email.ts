import { assertNever } from '../assert-never.ts';
import { type Decision, decision, enter, isConfirmed, nextEffect, refuse, stepIdOf } from '../decision.ts';
import { EMAIL_MAILS } from '../limits.ts';
import type { CallFailure, Command, EmailCodeOutcome } from '../login-event.ts';
import type { CodeOut, EmailProblem, In } from '../login-state.ts';
import type { TelegramError } from '../telegram-error.ts';
import { accepted } from './accepted.ts';
import { askForEmail } from './ask-for-email.ts';
import { cancelNow, codeHash, endWithCodeOut } from './closing.ts';
import { restartAfterExpiry } from './code-expired.ts';
import { askForCode } from './code-out.ts';
import { knowsWholeProtocol } from './knows-whole-protocol.ts';
import { courseAfter, refusedBy, waitMsOf } from './refusals.ts';
import { settled, why } from './requesting.ts';
import { offerRestart } from './sending.ts';

/** RFC 5321: an address is no longer. */
const LONGEST_ADDRESS = 254;

/** An address that is bound stays with the account, so whoever names it shows that they mean this number. */
export function onEmailEntered(
  state: In<'waitingForEmail'>,
  command: Extract<Command, { type: 'enterEmail' }>,
  nowMs: number,
): Decision {
  if (command.stepId !== stepIdOf(state)) return refuse(state, { code: 'STALE_STEP' });
  const { code, problem } = state.phase;
  if (problem?.kind === 'serverWait' && nowMs < problem.untilMs) {
    return refuse(state, { code: 'TOO_EARLY', fromMs: problem.untilMs });
  }
  const email = command.email.trim();
  if (email.length > LONGEST_ADDRESS || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(email)) {
    return refuse(state, { code: 'EMAIL_MALFORMED' });
  }
  if (command.confirmation.trim() === '' && knowsWholeProtocol(state))
    return refuse(state, { code: 'CONFIRMATION_MISSING' });
  if (!isConfirmed(state, command.confirmation)) return refuse(state, { code: 'CONFIRMATION_WRONG' });
  const { emailMails = 0 } = state;
  const audit = [{ actor: command.actor, act: 'enterEmail' } as const];
  if (emailMails >= EMAIL_MAILS) {
    return endWithCodeOut(state, codeHash(code), { name: 'failed', why: { code: 'TOO_MANY_RESTARTS' } }, audit);
  }
  const numbered = nextEffect({ ...state, emailMails: emailMails + 1 }, 'sendEmailCode');
  const { effectId } = numbered;
  return decision(
    enter(numbered.state, { name: 'sendingEmailCode', effectId, code }),
    [{ type: 'sendEmailCode', effectId, hash: codeHash(code), email }],
    audit,
  );
}

/** The answer to `account.sendVerifyEmailCode`. */
export function onEmailCodeAnswered(state: In<'sendingEmailCode'>, outcome: EmailCodeOutcome, nowMs: number): Decision {
  switch (outcome.kind) {
    case 'emailCode':
      return emailCodeSent(state, outcome, nowMs);
    case 'passwordNeeded':
      return accepted(settled(state), outcome, nowMs);
    default:
      return notSent(state, outcome, nowMs);
  }
}

/** The code is asked for like every other; what it proves is the address. */
function emailCodeSent(
  state: In<'sendingEmailCode'>,
  { emailPattern, length }: Extract<EmailCodeOutcome, { kind: 'emailCode' }>,
  nowMs: number,
): Decision {
  if (state.cancel !== undefined) return cancelNow(state, state.cancel);
  const code: CodeOut = {
    sentCode: { hash: codeHash(state.phase.code), delivery: { type: 'EmailCode', emailPattern, length } },
    sentAtMs: nowMs,
    resend: { kind: 'none' },
    wrongCodes: 0,
    verifies: true,
  };
  return decision(askForCode(settled(state), code, nowMs));
}

function notSent(state: In<'sendingEmailCode'>, outcome: CallFailure, nowMs: number): Decision {
  if (state.cancel !== undefined) return cancelNow(state, state.cancel);
  const again = (problem: EmailProblem): Decision => askForEmail(state, state.phase.code, nowMs, problem);
  switch (outcome.kind) {
    case 'refused':
      return refused(state, outcome.error, nowMs);
    case 'lost':
      // A second mail does no harm (telegram-sign-in.md 5.4).
      return again({ kind: 'notSent', why: { code: 'OUTCOME_UNKNOWN' } });
    case 'notSent':
      return again({ kind: 'notSent', why: why(outcome) });
    case 'stopped':
      return endWithCodeOut(state, codeHash(state.phase.code), { name: 'failed', why: why(outcome) });
    default:
      return assertNever(outcome);
  }
}

function refused(state: In<'sendingEmailCode'>, error: TelegramError, nowMs: number): Decision {
  const { code } = state.phase;
  if (isEmailCodeExpired(error)) return askForEmail(state, code, nowMs, { kind: 'expired' });
  if (isHashDead(error)) return restartAfterExpiry(state, { error, typed: false }, nowMs);
  const course = courseAfter(state, error);
  switch (course) {
    case 'wait':
      return askForEmail(state, code, nowMs, { kind: 'serverWait', error, untilMs: nowMs + waitMsOf(error) });
    case 'same':
      return askForEmail(state, code, nowMs, { kind: 'notSent', why: refusedBy(state, error) });
    case 'restart':
      return offerRestart({ ...state, keyDead: true }, nowMs, 'loginDied');
    case 'refetch':
    case 'end':
      return isAddressRefused(error)
        ? askForEmail(state, code, nowMs, { kind: 'refused', error })
        : endWithCodeOut(state, codeHash(code), { name: 'failed', why: refusedBy(state, error) });
    default:
      return assertNever(course);
  }
}

export function isHashDead({ name }: TelegramError): boolean {
  return name === 'PHONE_CODE_EXPIRED' || name === 'PHONE_HASH_EXPIRED';
}

export function isAddressRefused({ name }: TelegramError): boolean {
  return name === 'EMAIL_INVALID' || name === 'EMAIL_NOT_ALLOWED' || name === 'EMAIL_ADDRESS_INVALID';
}

export function isEmailCodeExpired({ name }: TelegramError): boolean {
  return name === 'EMAIL_VERIFY_EXPIRED' || name === 'EMAIL_HASH_EXPIRED';
}
