import { assertNever } from './assert-never.ts';
import { type Decision, decision, personSeen, refuse, stepIdOf, unchanged } from './decision.ts';
import type { Answer, Command, LoginEvent } from './login-event.ts';
import { callUnderWay, hasEnded, type In, type LoginStart, type LoginState, type PhaseName } from './login-state.ts';
import { onAcceptAnswered, onAcceptAsked } from './rules/accepting-scan.ts';
import { onSignInAnswered } from './rules/checking-code.ts';
import { cancelNow, fail } from './rules/closing.ts';
import { onClosingAnswered } from './rules/closing-answered.ts';
import {
  onChallengeAnswered,
  onChallengeRequested,
  onCheckPasswordAnswered,
  onPasswordEntered,
} from './rules/password.ts';
import { onRecoveryChecked, onRecoveryCodeEntered } from './rules/recovery-code.ts';
import { onRecoveryAsked, onRecoveryRequested } from './rules/recovery-mail.ts';
import {
  onAlgorithmAnswered,
  onAlgorithmRequested,
  onBackToPassword,
  onRecoverPasswordAnswered,
  onRecoveryChosen,
} from './rules/recovering.ts';
import { onSendCodeAnswered } from './rules/requesting.ts';
import { onAppointment, onLater } from './rules/putting-off.ts';
import { onResetAnswered, onResetAsked } from './rules/resetting-email.ts';
import { onEmailCodeAnswered, onEmailEntered } from './rules/setting-up-email.ts';
import { onVerifyEmailAnswered } from './rules/verifying-email.ts';
import { onResendCodeAnswered } from './rules/resending.ts';
import { beginScan, codeInsteadOfScan, onScanAnswered, onScanAsked, scanAgain } from './rules/scanning.ts';
import { stopScan } from './rules/stop-scan.ts';
import { offerRestart, requestCode, requestCodeAsked, requestCodeUnasked } from './rules/sending.ts';
import {
  onCodeEntered,
  onEntryOpened,
  onNoCode,
  onResendAsked,
  onRestartAskedWithCodeOut,
  onWokeWaitingForCode,
} from './rules/waiting-for-code.ts';
import { withNotice } from './rules/notices.ts';
import { walkedTo } from './path.ts';
import { stepOf } from './view-of.ts';

export function newLogin(start: LoginStart, nowMs: number): LoginState {
  return {
    ...start,
    rulesVersion: start.rulesVersion ?? 1,
    startedAtMs: nowMs,
    personSeenAtMs: nowMs,
    version: 0,
    step: 0,
    effectsBegun: 0,
    sendsAtMs: [],
    expiredRestarts: 0,
    serverRestarts: 0,
    unsent: 0,
    answered: false,
    keyDead: false,
    phase: { name: 'new' },
  };
}

/**
 * The whole sign-in: what is, what happened and what time it is, in; what is now and what to do, out.
 * Pure and total: any event is answered in any state, late and repeated ones by leaving everything as it is.
 */
export function decide(state: LoginState, event: LoginEvent, nowMs: number): Decision {
  const decided = route(state, event, nowMs);
  if (decided.state === state) return decided;
  const path = walkedTo(state.path ?? [], stepOf(decided.state, nowMs), nowMs);
  return { ...decided, state: { ...withNotice(decided.state, event), version: state.version + 1, path } };
}

function route(state: LoginState, event: LoginEvent, nowMs: number): Decision {
  switch (event.type) {
    case 'start':
      return onStart(state, nowMs);
    case 'woke':
      return onWoke(state, nowMs);
    case 'sendCodeAnswered':
    case 'resendCodeAnswered':
    case 'signInAnswered':
    case 'emailCodeAnswered':
    case 'verifyEmailAnswered':
    case 'resetEmailAnswered':
    case 'challengeAnswered':
    case 'checkPasswordAnswered':
    case 'scanAnswered':
    case 'acceptScanAnswered':
    case 'recoveryRequested':
    case 'recoveryChecked':
    case 'recoverPasswordAnswered':
    case 'closingAnswered':
      return onAnswer(state, event, nowMs);
    default:
      return onCommand(state, event, nowMs);
  }
}

function onStart(state: LoginState, nowMs: number): Decision {
  if (state.phase.name !== 'new') return unchanged(state);
  const detail = state.reason === undefined ? {} : { detail: state.reason };
  const audit = [{ actor: state.startedBy, act: 'start', ...detail } as const];
  if (nowMs > state.notAfterMs) return fail(state, { code: 'NOBODY_WAITING' }, audit);
  if (state.scan === true) return beginScan(state, nowMs, state.startedBy, audit);
  return requestCode(state, nowMs, state.startedBy, audit);
}

function onWoke(state: LoginState, nowMs: number): Decision {
  if (is(state, 'waitingForCode')) return onWokeWaitingForCode(state, nowMs);
  if ('password' in state.phase && !callUnderWay(state) && nowMs >= state.phase.password.deadlineAtMs)
    return cancelNow(state, 'deadline');
  if (is(state, 'waitingForEmail') && nowMs >= state.phase.deadlineAtMs) return cancelNow(state, 'deadline');
  if (is(state, 'restartOffered') && nowMs >= state.phase.deadlineAtMs) return cancelNow(state, 'deadline');
  if (is(state, 'outcomeUnknown') && nowMs >= state.phase.nextSendAtMs) {
    return requestCodeUnasked(state, nowMs, 'nobodyAround');
  }
  if (is(state, 'putOff') && nowMs >= state.phase.untilMs) return onAppointment(state, nowMs);
  if (is(state, 'scanning') && nowMs >= state.phase.deadlineAtMs)
    return stopScan(state, state.phase, { kind: 'offer' });
  if (is(state, 'waitingToSend') && nowMs >= state.phase.untilMs) {
    if (state.phase.thenScans === true) return scanAgain(state, nowMs);
    return state.phase.attended
      ? requestCodeUnasked(state, nowMs, 'nobodyAround')
      : offerRestart(state, nowMs, 'waitOver');
  }
  return unchanged(state);
}

function onAnswer(state: LoginState, event: Answer, nowMs: number): Decision {
  if (event.type === 'acceptScanAnswered')
    return is(state, 'scanning') ? onAcceptAnswered(state, event.effectId, event.outcome) : unchanged(state);
  if (!('effectId' in state.phase) || state.phase.effectId !== event.effectId) return unchanged(state);
  if (event.type === 'sendCodeAnswered' && is(state, 'requesting'))
    return onSendCodeAnswered(state, event.outcome, nowMs);
  if (event.type === 'resendCodeAnswered' && is(state, 'resending'))
    return onResendCodeAnswered(state, event.outcome, nowMs);
  if (event.type === 'signInAnswered' && is(state, 'checkingCode'))
    return onSignInAnswered(state, event.outcome, nowMs);
  if (event.type === 'emailCodeAnswered' && is(state, 'sendingEmailCode'))
    return onEmailCodeAnswered(state, event.outcome, nowMs);
  if (event.type === 'verifyEmailAnswered' && is(state, 'checkingCode'))
    return onVerifyEmailAnswered(state, event.outcome, nowMs);
  if (event.type === 'resetEmailAnswered' && is(state, 'resettingEmail'))
    return onResetAnswered(state, event.outcome, nowMs);
  if (event.type === 'challengeAnswered' && is(state, 'fetchingChallenge'))
    return onChallengeAnswered(state, event.outcome, nowMs);
  if (event.type === 'challengeAnswered' && is(state, 'fetchingAlgorithm'))
    return onAlgorithmAnswered(state, event.outcome, nowMs);
  if (event.type === 'recoveryRequested' && is(state, 'requestingRecovery'))
    return onRecoveryRequested(state, event.outcome, nowMs);
  if (event.type === 'recoveryChecked' && is(state, 'checkingRecoveryCode'))
    return onRecoveryChecked(state, event.outcome, nowMs);
  if (event.type === 'recoverPasswordAnswered' && is(state, 'recovering'))
    return onRecoverPasswordAnswered(state, event.outcome, nowMs);
  if (event.type === 'checkPasswordAnswered' && is(state, 'checkingPassword'))
    return onCheckPasswordAnswered(state, event.outcome, nowMs);
  if (event.type === 'scanAnswered' && (is(state, 'scanning') || is(state, 'stoppingScan')))
    return onScanAnswered(state, event.outcome, nowMs);
  if (event.type === 'closingAnswered' && is(state, 'closing')) return onClosingAnswered(state, event, nowMs);
  return unchanged(state);
}

function onCommand(state: LoginState, command: Command, nowMs: number): Decision {
  if (hasEnded(state)) return refuse(state, { code: 'LOGIN_ENDED' });
  const seen = personSeen(state, nowMs);
  const decided = command.type === 'cancel' ? onCancel(seen, command) : onQuestionAnswered(seen, command, nowMs);
  return decided.refusal === undefined ? decided : { ...decided, state };
}

/** A call under way finishes first: what it did must be known before anything is undone. */
function onCancel(state: LoginState, command: Extract<Command, { type: 'cancel' }>): Decision {
  if (command.loginId !== undefined && command.loginId !== state.loginId) return refuse(state, { code: 'LOGIN_ENDED' });
  const reason = command.reason ?? 'person';
  const audit = [{ actor: command.actor, act: 'cancel' } as const];
  if (state.cancel !== undefined) return unchanged(state);
  // What is being ended ends anyway; what is being put off, or goes on, does not.
  const ending = is(state, 'closing') ? state.phase.outcome.name : undefined;
  if (ending !== undefined && ending !== 'putOff' && ending !== 'goesOn') return unchanged(state);
  return callUnderWay(state) ? decision({ ...state, cancel: reason }, [], audit) : cancelNow(state, reason, audit);
}

function onQuestionAnswered(state: LoginState, command: Exclude<Command, { type: 'cancel' }>, nowMs: number): Decision {
  switch (command.type) {
    case 'enterCode':
      return is(state, 'waitingForCode') ? onCodeEntered(state, command, nowMs) : refuseOutOfPlace(state, command);
    case 'openEntry':
      return is(state, 'waitingForCode') ? onEntryOpened(state, command, nowMs) : refuse(state, { code: 'NOT_NOW' });
    case 'resend':
      return is(state, 'waitingForCode') ? onResendAsked(state, command, nowMs) : refuseOutOfPlace(state, command);
    case 'noCode':
      return is(state, 'waitingForCode') ? onNoCode(state, command) : refuseOutOfPlace(state, command);
    case 'restart':
      return onRestartAsked(state, command, nowMs);
    case 'scan':
      return onScanAsked(state, command, nowMs);
    case 'acceptScan':
      return onAcceptAsked(state, command);
    case 'later':
      return onLater(state, command, nowMs);
    case 'enterEmail':
      return is(state, 'waitingForEmail') ? onEmailEntered(state, command, nowMs) : refuseOutOfPlace(state, command);
    case 'resetEmail':
      return is(state, 'waitingForCode') ? onResetAsked(state, command, nowMs) : refuseOutOfPlace(state, command);
    case 'requestChallenge':
      return is(state, 'waitingForPassword')
        ? onChallengeRequested(state, command, nowMs)
        : refuseOutOfPlace(state, command);
    case 'enterPassword':
      return is(state, 'waitingForPassword')
        ? onPasswordEntered(state, command, nowMs)
        : refuseOutOfPlace(state, command);
    case 'requestRecovery':
      return is(state, 'waitingForPassword') || is(state, 'waitingForRecoveryCode')
        ? onRecoveryAsked(state, command, nowMs)
        : refuseOutOfPlace(state, command);
    case 'enterRecoveryCode':
      return is(state, 'waitingForRecoveryCode')
        ? onRecoveryCodeEntered(state, command, nowMs)
        : refuseOutOfPlace(state, command);
    case 'requestAlgorithm':
      return is(state, 'waitingForRecoveryChoice')
        ? onAlgorithmRequested(state, command, nowMs)
        : refuseOutOfPlace(state, command);
    case 'recoverPassword':
      return is(state, 'waitingForRecoveryChoice')
        ? onRecoveryChosen(state, command, nowMs)
        : refuseOutOfPlace(state, command);
    case 'backToPassword':
      return is(state, 'waitingForRecoveryCode') || is(state, 'waitingForRecoveryChoice')
        ? onBackToPassword(state, command)
        : refuseOutOfPlace(state, command);
    default:
      return assertNever(command);
  }
}

/** A person asks for a fresh code where none is out, or where the one that is out may be of no use. */
function onRestartAsked(state: LoginState, command: Extract<Command, { type: 'restart' }>, nowMs: number): Decision {
  if (is(state, 'waitingForCode')) return onRestartAskedWithCodeOut(state, command, nowMs);
  if (command.stepId !== stepIdOf(state)) return refuse(state, { code: 'STALE_STEP' });
  if (is(state, 'scanning')) return codeInsteadOfScan(state, command.actor, nowMs);
  if (!is(state, 'restartOffered') && !is(state, 'outcomeUnknown') && !is(state, 'putOff'))
    return refuse(state, { code: 'NOT_NOW' });
  return requestCodeAsked(state, nowMs, command.actor);
}

function refuseOutOfPlace(state: LoginState, command: { stepId: string }): Decision {
  return refuse(state, { code: command.stepId === stepIdOf(state) ? 'NOT_NOW' : 'STALE_STEP' });
}

function is<Name extends PhaseName>(state: LoginState, name: Name): state is In<Name> {
  return state.phase.name === name;
}
