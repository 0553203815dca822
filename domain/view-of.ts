import { assertNever } from './assert-never.ts';
import { codeFormatOf } from './code-entry.ts';
import { stepIdOf } from './decision.ts';
import { SENDS_WINDOW_MS } from './limits.ts';
import { mayAccept } from './rules/accepting-scan.ts';
import { recoveryMailsLeft } from './rules/recovery-mail.ts';
import { isResettable } from './rules/resetting-email.ts';
import { hasEnded, type In, type LeftOpen, type LoginState, type PhaseName } from './login-state.ts';
import type { Action, LoginView, Step } from './login-view.ts';

/** Draws the view of a state; of the secrets in it, none. */
export function viewOf(state: LoginState, nowMs: number): LoginView {
  return {
    loginId: state.loginId,
    numberId: state.numberId,
    label: state.label,
    phoneTail: state.phoneTail,
    startedBy: state.startedBy,
    startedAtMs: state.startedAtMs,
    telegram: state.telegram,
    version: state.version,
    stepId: stepIdOf(state),
    step: stepOf(state, nowMs),
    actions: actionsOf(state),
    ended: hasEnded(state),
    cancelling: state.cancel !== undefined,
    ...codeDiedOf(state),
    ...(state.notice === undefined ? {} : { notice: state.notice }),
    ...(state.path === undefined ? {} : { path: state.path }),
  };
}

/** While a fresh code is on its way or out, and where none could be had. */
const tellsCodeDied: ReadonlySet<PhaseName> = new Set<PhaseName>([
  'requesting',
  'waitingForCode',
  'waitingToSend',
  'outcomeUnknown',
  'restartOffered',
  'failed',
]);

function codeDiedOf({ codeDied, phase }: LoginState): Pick<LoginView, 'codeDied'> {
  if (codeDied === undefined || !tellsCodeDied.has(phase.name)) return {};
  return { codeDied: { error: codeDied.error.raw, typed: codeDied.typed } };
}

export function stepOf(state: LoginState, nowMs: number): Step {
  const { phase } = state;
  switch (phase.name) {
    case 'new':
    case 'requesting':
      return { kind: 'requesting' };
    case 'waitingForCode':
      return enterCode(state, phase);
    case 'resending':
      return { kind: 'resending', delivery: phase.code.sentCode.delivery };
    case 'checkingCode':
      return { kind: 'checkingCode' };
    case 'waitingForEmail': {
      const { deadlineAtMs, problem } = phase;
      return { kind: 'enterEmail', deadlineAtMs, ...(problem === undefined ? {} : { problem }) };
    }
    case 'sendingEmailCode':
      return { kind: 'sendingEmailCode' };
    case 'resettingEmail':
      return { kind: 'resettingEmail' };
    case 'waitingForPassword':
    case 'fetchingChallenge':
      return enterPassword(state, phase);
    case 'checkingPassword':
      return { kind: 'checkingPassword' };
    case 'waitingForRecoveryCode':
      return enterRecoveryCode(state, phase);
    case 'waitingForRecoveryChoice':
    case 'fetchingAlgorithm':
      return chooseRecovery(phase);
    case 'requestingRecovery':
      return { kind: 'recovering', doing: 'mail' };
    case 'checkingRecoveryCode':
      return { kind: 'recovering', doing: 'code' };
    case 'recovering':
      return { kind: 'recovering', doing: phase.way };
    case 'waitingToSend': {
      const { why, untilMs, attended, thenScans } = phase;
      return {
        kind: 'serverWait',
        why,
        untilMs,
        thenSends: attended,
        ...(thenScans === undefined ? {} : { thenScans }),
      };
    }
    case 'scanning':
      return {
        kind: 'scan',
        deadlineAtMs: phase.deadlineAtMs,
        ...(phase.hash === undefined ? {} : { codeBehind: true }),
        ...(phase.accepting === undefined ? {} : { accepting: true }),
        ...(phase.notAccepted === undefined ? {} : { notAccepted: phase.notAccepted }),
      };
    case 'outcomeUnknown':
      return { kind: 'outcomeUnknown', nextSendAtMs: phase.nextSendAtMs, sendsLeft: sendsLeft(state, nowMs) };
    case 'restartOffered': {
      const { reason, deadlineAtMs } = phase;
      return { kind: 'restartOffered', reason, deadlineAtMs, sendsLeft: sendsLeft(state, nowMs) };
    }
    case 'putOff': {
      const { untilMs, timeZone } = phase;
      const zone = timeZone === undefined ? {} : { timeZone };
      return { kind: 'putOff', untilMs, ...zone, ...left(phase), sendsLeft: sendsLeft(state, untilMs) };
    }
    case 'stoppingScan':
    case 'closing':
      return { kind: 'closing' };
    case 'signedIn':
      return {
        kind: 'signedIn',
        account: phase.account,
        dcId: phase.dcId,
        ...(phase.device === undefined ? {} : { device: phase.device }),
      };
    case 'cancelled':
      return { kind: 'cancelled', reason: phase.reason, ...left(phase) };
    case 'failed':
      return { kind: 'failed', why: phase.why, ...left(phase) };
    default:
      return assertNever(phase);
  }
}

function left({ leftOpen }: { leftOpen?: LeftOpen }): { leftOpen?: LeftOpen } {
  return leftOpen === undefined ? {} : { leftOpen };
}

function enterCode(state: LoginState, phase: In<'waitingForCode'>['phase']): Step {
  const { code, deadlineAtMs, heldUntilMs, problem, advice } = phase;
  const { serverWait, verifies, emailResetAtMs } = code;
  return {
    kind: 'enterCode',
    delivery: code.sentCode.delivery,
    format: codeFormatOf(code.sentCode.delivery),
    sentAtMs: code.sentAtMs,
    deadlineAtMs,
    triesLeft: state.limits.codeTries - code.wrongCodes,
    next: code.resend,
    ...(heldUntilMs === undefined ? {} : { heldUntilMs }),
    ...(problem === undefined ? {} : { problem }),
    ...(advice === undefined ? {} : { advice }),
    ...(verifies === undefined ? {} : { verifies }),
    ...(emailResetAtMs === undefined ? {} : { emailResetAtMs }),
    ...(serverWait === undefined ? {} : { serverWait: { error: serverWait.error.raw, untilMs: serverWait.untilMs } }),
  };
}

function enterPassword(
  state: LoginState,
  { password, problem }: In<'waitingForPassword' | 'fetchingChallenge'>['phase'],
): Step {
  const { hint, hasRecovery, deadlineAtMs, wrongPasswords, scanned } = password;
  const mailsLeft = recoveryMailsLeft(state, password);
  return {
    kind: 'enterPassword',
    hasRecovery,
    deadlineAtMs,
    wrongPasswords,
    ...(scanned === undefined ? {} : { scanned }),
    ...(hint === undefined ? {} : { hint }),
    ...(mailsLeft === undefined ? {} : { recoveryMailsLeft: mailsLeft }),
    ...(problem === undefined ? {} : { problem }),
  };
}

function enterRecoveryCode(
  state: LoginState,
  { password, recovery, problem }: In<'waitingForRecoveryCode'>['phase'],
): Step {
  const { emailPattern, wrongCodes } = recovery;
  return {
    kind: 'enterRecoveryCode',
    triesLeft: state.limits.codeTries - wrongCodes,
    recoveryMailsLeft: recoveryMailsLeft(state, password) ?? 0,
    deadlineAtMs: password.deadlineAtMs,
    ...(emailPattern === undefined ? {} : { emailPattern }),
    ...(problem === undefined ? {} : { problem }),
  };
}

function chooseRecovery(phase: In<'waitingForRecoveryChoice' | 'fetchingAlgorithm'>['phase']): Step {
  const problem = 'problem' in phase ? phase.problem : undefined;
  return {
    kind: 'chooseRecovery',
    deadlineAtMs: phase.password.deadlineAtMs,
    ...(problem === undefined ? {} : { problem }),
  };
}

/** As this sign-in knows it; the vault, which counts across sign-ins, has the last word. */
function sendsLeft(state: LoginState, nowMs: number): number {
  const recent = state.sendsAtMs.filter((atMs) => atMs > nowMs - SENDS_WINDOW_MS);
  return Math.max(0, state.limits.sendsPerDay - recent.length);
}

function actionsOf(state: LoginState): readonly Action[] {
  const { phase } = state;
  if (hasEnded(state) || phase.name === 'closing' || phase.name === 'stoppingScan' || state.cancel !== undefined)
    return [];
  if (phase.name === 'waitingForCode') return codeActions(phase);
  if (phase.name === 'outcomeUnknown' || phase.name === 'restartOffered' || phase.name === 'putOff')
    return ['restart', 'scan', 'later', 'cancel'];
  if (phase.name === 'scanning') {
    return mayAccept(state) ? ['acceptScan', 'restart', 'later', 'cancel'] : ['restart', 'later', 'cancel'];
  }
  if (phase.name === 'waitingToSend') return ['scan', 'later', 'cancel'];
  if (phase.name === 'waitingForPassword' || phase.name === 'waitingForRecoveryCode') {
    const recover: Action[] = (recoveryMailsLeft(state, phase.password) ?? 0) > 0 ? ['recover'] : [];
    const back: Action[] = phase.name === 'waitingForPassword' ? [] : ['backToPassword'];
    return [...recover, ...back, 'later', 'cancel'];
  }
  if (phase.name === 'waitingForRecoveryChoice') {
    return phase.recovery.mayBeDone === true ? ['later', 'cancel'] : ['backToPassword', 'later', 'cancel'];
  }
  if (phase.name === 'waitingForEmail') return ['later', 'cancel'];
  return ['cancel'];
}

function codeActions(phase: In<'waitingForCode'>['phase']): readonly Action[] {
  const { resend } = phase.code;
  const ask: Action[] = [
    'noCode',
    'scan',
    'later',
    ...(isResettable(phase.code) ? (['resetEmail'] as const) : []),
    'cancel',
  ];
  if (resend.kind === 'automatic' || resend.kind === 'onRequest') return ['resend', ...ask];
  return resend.kind === 'lost' ? ['restart', ...ask] : ask;
}
