import { describe, expect, it } from 'vitest';
import type { Answer, Command } from '../../domain/login-event.ts';
import { callUnderWay, hasEnded, type PhaseName } from '../../domain/login-state.ts';
import type { Action, StepKind } from '../../domain/login-view.ts';
import { wakeAtMs } from '../../domain/wake.ts';
import { START_MS } from './arbitraries.ts';
import { address, reset } from './email-play.ts';
import { atPhase, phaseNames } from './phases.ts';
import type { Unstepped } from './play.ts';
import { confirmation } from './recovery-play.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const proof = { srpId: '1', a: '', m1: '' };

/** What is drawn, what may be done besides answering, and when time itself goes on with it. */
const phases: Record<PhaseName, { step: StepKind; actions: readonly Action[]; wakesAfterMs?: number }> = {
  new: { step: 'requesting', actions: ['cancel'] },
  requesting: { step: 'requesting', actions: ['cancel'] },
  waitingForCode: { step: 'enterCode', actions: ['noCode', 'scan', 'later', 'cancel'], wakesAfterMs: 15 * MINUTE },
  resending: { step: 'resending', actions: ['cancel'] },
  checkingCode: { step: 'checkingCode', actions: ['cancel'] },
  waitingForEmail: { step: 'enterEmail', actions: ['later', 'cancel'], wakesAfterMs: 15 * MINUTE },
  sendingEmailCode: { step: 'sendingEmailCode', actions: ['cancel'] },
  resettingEmail: { step: 'resettingEmail', actions: ['cancel'] },
  waitingForPassword: { step: 'enterPassword', actions: ['recover', 'later', 'cancel'], wakesAfterMs: 24 * HOUR },
  fetchingChallenge: { step: 'enterPassword', actions: ['cancel'] },
  checkingPassword: { step: 'checkingPassword', actions: ['cancel'] },
  requestingRecovery: { step: 'recovering', actions: ['cancel'] },
  waitingForRecoveryCode: {
    step: 'enterRecoveryCode',
    actions: ['recover', 'backToPassword', 'later', 'cancel'],
    wakesAfterMs: 24 * HOUR,
  },
  checkingRecoveryCode: { step: 'recovering', actions: ['cancel'] },
  waitingForRecoveryChoice: {
    step: 'chooseRecovery',
    actions: ['backToPassword', 'later', 'cancel'],
    wakesAfterMs: 24 * HOUR,
  },
  fetchingAlgorithm: { step: 'chooseRecovery', actions: ['cancel'] },
  recovering: { step: 'recovering', actions: ['cancel'] },
  waitingToSend: { step: 'serverWait', actions: ['scan', 'later', 'cancel'], wakesAfterMs: MINUTE },
  scanning: { step: 'scan', actions: ['restart', 'later', 'cancel'], wakesAfterMs: 10 * MINUTE },
  stoppingScan: { step: 'closing', actions: [] },
  outcomeUnknown: { step: 'outcomeUnknown', actions: ['restart', 'scan', 'later', 'cancel'], wakesAfterMs: MINUTE },
  restartOffered: {
    step: 'restartOffered',
    actions: ['restart', 'scan', 'later', 'cancel'],
    wakesAfterMs: 15 * MINUTE,
  },
  putOff: { step: 'putOff', actions: ['restart', 'scan', 'later', 'cancel'], wakesAfterMs: HOUR },
  closing: { step: 'closing', actions: [] },
  signedIn: { step: 'signedIn', actions: [] },
  cancelled: { step: 'cancelled', actions: [] },
  failed: { step: 'failed', actions: [] },
};

/** Where a command is of use; anywhere else it changes nothing. */
const inPlace: Record<Exclude<Command['type'], 'cancel'>, readonly PhaseName[]> = {
  enterCode: ['waitingForCode'],
  openEntry: ['waitingForCode'],
  resend: ['waitingForCode'],
  noCode: ['waitingForCode'],
  restart: ['scanning', 'outcomeUnknown', 'restartOffered', 'putOff'],
  scan: ['waitingForCode', 'waitingToSend', 'outcomeUnknown', 'restartOffered', 'putOff'],
  acceptScan: [],
  later: [
    'new',
    'waitingForCode',
    'waitingForEmail',
    'waitingForPassword',
    'waitingForRecoveryCode',
    'waitingForRecoveryChoice',
    'waitingToSend',
    'scanning',
    'outcomeUnknown',
    'restartOffered',
    'putOff',
  ],
  enterEmail: ['waitingForEmail'],
  resetEmail: [],
  requestChallenge: ['waitingForPassword'],
  enterPassword: ['waitingForPassword'],
  requestRecovery: ['waitingForPassword', 'waitingForRecoveryCode'],
  enterRecoveryCode: ['waitingForRecoveryCode'],
  requestAlgorithm: ['waitingForRecoveryChoice'],
  recoverPassword: ['waitingForRecoveryChoice'],
  backToPassword: ['waitingForRecoveryCode', 'waitingForRecoveryChoice'],
};

const commands: readonly Exclude<Unstepped<Command>, { type: 'cancel' }>[] = [
  { type: 'enterCode', code: '12345' },
  { type: 'openEntry' },
  { type: 'resend' },
  { type: 'noCode' },
  { type: 'restart' },
  { type: 'scan' },
  { type: 'acceptScan', reason: 'a second device' },
  { type: 'later' },
  address,
  reset,
  { type: 'requestChallenge' },
  { type: 'enterPassword', proof },
  { type: 'requestRecovery' },
  { type: 'enterRecoveryCode', code: '123456' },
  { type: 'requestAlgorithm' },
  { type: 'recoverPassword', confirmation },
  { type: 'backToPassword' },
];

/** The answer that each call under way waits for. */
const fitting: Record<Answer['type'], readonly PhaseName[]> = {
  sendCodeAnswered: ['requesting'],
  resendCodeAnswered: ['resending'],
  signInAnswered: ['checkingCode'],
  emailCodeAnswered: ['sendingEmailCode'],
  verifyEmailAnswered: ['checkingCode'],
  resetEmailAnswered: ['resettingEmail'],
  challengeAnswered: ['fetchingChallenge', 'fetchingAlgorithm'],
  checkPasswordAnswered: ['checkingPassword'],
  scanAnswered: ['scanning', 'stoppingScan'],
  acceptScanAnswered: [],
  recoveryRequested: ['requestingRecovery'],
  recoveryChecked: ['checkingRecoveryCode'],
  recoverPasswordAnswered: ['recovering'],
  closingAnswered: ['closing'],
};
const answers = Object.keys(fitting).filter((type): type is Answer['type'] => type in fitting);
const unsent = { kind: 'notSent', code: 'DC_UNREACHABLE' } as const;

describe.each(phaseNames)('a sign-in in the phase %s', (name) => {
  it('is drawn as its step, with what may be done', () => {
    const { phase, view } = atPhase[name]();
    expect(phase.name).toBe(name);
    expect([view.step.kind, view.actions]).toEqual([phases[name].step, phases[name].actions]);
  });

  it('goes on by itself when its time has come, and not a moment before', () => {
    const play = atPhase[name]();
    const { state } = play;
    const { wakesAfterMs } = phases[name];
    expect(wakeAtMs(state)).toBe(wakesAfterMs === undefined ? undefined : START_MS + wakesAfterMs);
    play.nowMs = (wakeAtMs(state) ?? START_MS + 365 * 24 * HOUR) - 1;
    expect(play.event({ type: 'woke' }).state).toBe(state);
    play.nowMs += 1;
    expect(play.event({ type: 'woke' }).state === state).toBe(wakesAfterMs === undefined);
  });

  it('takes no command that belongs elsewhere, and none for another question', () => {
    for (const command of commands) {
      const play = atPhase[name]();
      const { state } = play;
      const isInPlace = inPlace[command.type].includes(name);
      const code = hasEnded(state) ? 'LOGIN_ENDED' : 'NOT_NOW';
      if (!isInPlace) expect([command.type, play.does(command).refusal]).toEqual([command.type, code]);
      if (!isInPlace) expect(play.state).toBe(state);
      if (command.type === 'later' || hasEnded(state)) continue;
      // Where the account is open is so at any step.
      if (command.type === 'noCode' && isInPlace) continue;
      const stale = command.type === 'openEntry' && !isInPlace ? 'NOT_NOW' : 'STALE_STEP';
      const { refusal } = play.does({ ...command, stepId: 'login-1/99' });
      expect([command.type, refusal]).toEqual([command.type, stale]);
      expect([play.effects, play.acts]).toEqual([[], []]);
      expect(play.state).toBe(state);
    }
  });

  it('takes no answer to another call, and none to an earlier one', () => {
    for (const type of answers) {
      const play = atPhase[name]();
      const { state } = play;
      if (!fitting[type].includes(name)) expect([type, play.answer(type, unsent).state]).toEqual([type, state]);
      expect([type, play.event({ type, effectId: '0-old', outcome: unsent }).state]).toEqual([type, state]);
      expect([play.effects, play.acts]).toEqual([[], []]);
    }
  });

  it('begins once', () => {
    const play = atPhase[name]();
    const { state } = play;
    play.event({ type: 'start' });
    expect(play.state === state).toBe(name !== 'new');
  });

  it('notes one cancel, and none where it is being ended anyway', () => {
    const play = atPhase[name]();
    const noted = Array.from({ length: 3 }, () => play.does({ type: 'cancel' }).acts.includes('cli:ana cancel'));
    const isEnding = hasEnded(atPhase[name]().state) || name === 'closing';
    // While a scan is being ended a cancel is noted beside what follows it.
    const isScanning = name === 'scanning' || name === 'stoppingScan';
    expect(noted).toEqual(name === 'scanning' ? [true, true, false] : [!isEnding, false, false]);
    expect(play.view.cancelling).toBe(isScanning || (callUnderWay(atPhase[name]().state) && name !== 'closing'));
  });
});
