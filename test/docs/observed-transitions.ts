import { decide, newLogin } from '../../domain/decide.ts';
import { stepIdOf } from '../../domain/decision.ts';
import { DEFAULT_LIMITS, RULES_VERSION } from '../../domain/limits.ts';
import type { Answer, CallFailure, LoginEvent, SendCodeOutcome } from '../../domain/login-event.ts';
import type { LoginStart, LoginState, PhaseName } from '../../domain/login-state.ts';
import { telegramErrors } from '../../domain/telegram-errors.ts';
import { wakeAtMs } from '../../domain/wake.ts';

export type Transition = `${PhaseName} --> ${PhaseName}`;

const DAY_MS = 24 * 60 * 60_000;
const BEGUN_AT_MS = 1_700_000_000_000;

/**
 * Every change of phase that `decide` makes, found by walking all states it can reach: each is given every kind of event,
 * at once, when its timer rings, and a day later. States that differ only in counts beyond their limits are one.
 */
export function observedTransitions(): Set<Transition> {
  const transitions = new Set<Transition>();
  const seen = new Set<string>();
  const open: { state: LoginState; nowMs: number }[] = [];
  for (const start of starts()) visit(newLogin(start, BEGUN_AT_MS), BEGUN_AT_MS);
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { state, nowMs } = next;
    for (const [event, atMs] of eventsFor(state, nowMs)) {
      const after = decide(state, event, atMs).state;
      if (after === state) continue;
      if (after.phase.name !== state.phase.name) transitions.add(`${state.phase.name} --> ${after.phase.name}`);
      visit(after, atMs);
    }
  }
  return transitions;

  function visit(state: LoginState, nowMs: number): void {
    const shape = shapeOf(state, nowMs);
    if (seen.has(shape)) return;
    seen.add(shape);
    open.push({ state, nowMs });
  }
}

function starts(): LoginStart[] {
  const start: LoginStart = {
    loginId: 'login',
    numberId: 'number',
    label: 'Support',
    phoneTail: '4567',
    startedBy: 'anna',
    notAfterMs: BEGUN_AT_MS + 120_000,
    again: false,
    telegram: true,
    limits: { ...DEFAULT_LIMITS, codeTries: 2 },
    rulesVersion: RULES_VERSION,
  };
  const budgets = [1, 3].map((sendsPerDay) => ({ ...start, limits: { ...start.limits, sendsPerDay } }));
  return budgets.flatMap((each) => [each, { ...each, scan: true }]);
}

/** What of a state decides where it can go. */
function shapeOf(state: LoginState, nowMs: number): string {
  const { phase } = state;
  // Of the code that came before it, a recovery needs to know no more than whether there was one.
  const isRecovery = 'recovery' in phase;
  const code = 'code' in phase ? phase.code : 'password' in phase && !isRecovery ? phase.password.code : undefined;
  return JSON.stringify([
    phase.name,
    phase.name === 'new' && state.scan,
    state.cancel,
    state.limits.sendsPerDay - state.sendsAtMs.filter((atMs) => atMs > nowMs - DAY_MS).length,
    Math.min(state.expiredRestarts, 1),
    Math.min(state.serverRestarts, 3),
    Math.min(state.unsent, 1),
    'attended' in phase && phase.attended,
    'thenScans' in phase && phase.thenScans,
    'leftOpen' in phase && phase.leftOpen,
    'afterwards' in phase && [phase.afterwards.kind, 'outcome' in phase.afterwards && phase.afterwards.outcome.name],
    'password' in phase && phase.password.scanned,
    'outcome' in phase && phase.outcome.name,
    'problem' in phase && phase.problem?.kind,
    'hash' in phase && phase.hash !== undefined,
    'mayBeSignedIn' in phase,
    'withCode' in phase,
    code && [
      code.resend.kind,
      code.wrongCodes,
      code.sentCode.nextType,
      code.serverWait !== undefined,
      code.sentCode.delivery.type === 'EmailCode' && [code.verifies, code.emailResetAtMs !== undefined],
    ],
    'password' in phase && [phase.password.code !== undefined, phase.password.hasRecovery, phase.password.mails?.count],
    'recovery' in phase && [phase.recovery?.wrongCodes, 'code' in (phase.recovery ?? {})],
    nowMs - state.personSeenAtMs > 15 * 60_000,
  ]);
}

function eventsFor(state: LoginState, nowMs: number): (readonly [LoginEvent, number])[] {
  const wakeMs = wakeAtMs(state);
  const instants = [nowMs + 1, nowMs + DAY_MS + 1, ...(wakeMs === undefined ? [] : [wakeMs])];
  const events: LoginEvent[] = [{ type: 'start' }, { type: 'woke' }, ...commands(state, nowMs), ...answers(state)];
  return events.flatMap((event) => instants.map((atMs) => [event, atMs] as const));
}

function commands(state: LoginState, nowMs: number): LoginEvent[] {
  const by = { actor: 'anna', stepId: stepIdOf(state) };
  const proof = { srpId: '1', a: 'AA==', m1: 'AA==' };
  return [
    { type: 'enterCode', ...by, code: '12345' },
    { type: 'openEntry', ...by },
    { type: 'resend', ...by },
    { type: 'noCode', ...by },
    { type: 'restart', ...by },
    { type: 'scan', ...by },
    { type: 'later', ...by },
    { type: 'later', ...by, untilMs: nowMs + DAY_MS / 2 },
    { type: 'enterEmail', ...by, email: 'a@b.org', confirmation: '4567' },
    { type: 'resetEmail', ...by, confirmation: '4567' },
    { type: 'requestChallenge', ...by },
    { type: 'enterPassword', ...by, proof },
    { type: 'requestRecovery', ...by },
    { type: 'enterRecoveryCode', ...by, code: '123456' },
    { type: 'requestAlgorithm', ...by },
    { type: 'recoverPassword', ...by, confirmation: state.phoneTail },
    { type: 'backToPassword', ...by },
    { type: 'cancel', actor: 'anna' },
  ];
}

function answers({ phase }: LoginState): Answer[] {
  if (!('effectId' in phase)) return [];
  const { effectId } = phase;
  const signedIn = { kind: 'signedIn', account: { userId: '1', firstName: 'Ann' }, dcId: 2 } as const;
  const passwordNeeded = { kind: 'passwordNeeded', hasRecovery: true } as const;
  const notOurs = [{ kind: 'otherAccount' } as const, { kind: 'notProven' } as const];
  const challenge = { srpId: '1', srpB: '', salt1: '', salt2: '', g: 3, p: '' };
  const sent: SendCodeOutcome[] = [...sentCodes(), signedIn, passwordNeeded, ...failures()];
  return [
    ...sent.map((outcome) => ({ type: 'sendCodeAnswered', effectId, outcome }) as const),
    ...sent.map((outcome) => ({ type: 'resendCodeAnswered', effectId, outcome }) as const),
    ...sent.map((outcome) => ({ type: 'verifyEmailAnswered', effectId, outcome }) as const),
    ...[...sent, pendingReset].map((outcome) => ({ type: 'resetEmailAnswered', effectId, outcome }) as const),
    ...[{ kind: 'emailCode', emailPattern: 'a***@b.org', length: 6 } as const, passwordNeeded, ...failures()].map(
      (outcome) => ({ type: 'emailCodeAnswered', effectId, outcome }) as const,
    ),
    ...[signedIn, passwordNeeded, ...failures()].map(
      (outcome) => ({ type: 'signInAnswered', effectId, outcome }) as const,
    ),
    ...[
      { kind: 'challenge', challenge, hasRecovery: false } as const,
      { kind: 'challenge', challenge, hasRecovery: true, newAlgorithm: { salt1: '', salt2: '', g: 3, p: '' } } as const,
      { kind: 'noPassword' } as const,
      ...failures(),
    ].map((outcome) => ({ type: 'challengeAnswered', effectId, outcome }) as const),
    ...[
      signedIn,
      passwordNeeded,
      ...notOurs,
      { kind: 'notScanned' } as const,
      ...failures(),
      { kind: 'notSent', code: 'DC_UNREACHABLE', mayBeIn: true } as const,
      { kind: 'stopped', code: 'NUMBER_NOT_ENROLLED', mayBeIn: true } as const,
    ].map((outcome) => ({ type: 'scanAnswered', effectId, outcome }) as const),
    ...[signedIn, ...notOurs, { kind: 'stale' } as const, ...failures()].flatMap(
      (outcome) =>
        [
          { type: 'checkPasswordAnswered', effectId, outcome },
          { type: 'recoverPasswordAnswered', effectId, outcome },
        ] as const,
    ),
    ...[{ kind: 'requested', emailPattern: 'a***@b' } as const, ...failures()].map(
      (outcome) => ({ type: 'recoveryRequested', effectId, outcome }) as const,
    ),
    ...[{ kind: 'right' } as const, { kind: 'wrong' } as const, ...failures()].map(
      (outcome) => ({ type: 'recoveryChecked', effectId, outcome }) as const,
    ),
    ...[{ kind: 'done' } as const, { kind: 'lost' } as const].map(
      (outcome) => ({ type: 'closingAnswered', effectId, outcome }) as const,
    ),
  ];
}

const pendingReset: SendCodeOutcome = {
  kind: 'sentCode',
  sentCode: { hash: 'h', delivery: { type: 'EmailCode', emailPattern: '', length: 0, resetPendingInSeconds: 3_600 } },
};

function sentCodes(): SendCodeOutcome[] {
  const app = { hash: 'h', delivery: { type: 'App', length: 5 } } as const;
  return [
    { kind: 'sentCode', sentCode: app },
    { kind: 'sentCode', sentCode: { ...app, nextType: 'Sms', timeoutSeconds: 60 } },
    { kind: 'sentCode', sentCode: { ...app, nextType: 'Call' } },
    { kind: 'sentCode', sentCode: { ...app, hash: '' } },
    { kind: 'sentCode', sentCode: { ...app, delivery: { type: 'SetUpEmailRequired' } } },
    {
      kind: 'sentCode',
      sentCode: {
        ...app,
        delivery: { type: 'EmailCode', emailPattern: 'a***@b.org', length: 5, resetAvailableSeconds: 0 },
      },
    },
  ];
}

/** One error of each reaction and those that some step has an answer of its own for; short and long waits. */
function failures(): CallFailure[] {
  const byReaction = new Map(Object.entries(telegramErrors).map(([name, { reaction }]) => [reaction, name]));
  const own = ['PHONE_CODE_INVALID', 'PHONE_CODE_EXPIRED', 'PHONE_NUMBER_UNOCCUPIED', 'SEND_CODE_UNAVAILABLE'];
  const ofPasswords = ['PASSWORD_HASH_INVALID', 'PASSWORD_EMPTY', 'SRP_ID_INVALID', 'SRP_PASSWORD_CHANGED'];
  const ofRecoveries = ['PASSWORD_RECOVERY_NA', 'PASSWORD_RECOVERY_EXPIRED', 'CODE_INVALID'];
  const names = [...byReaction.values(), ...own, ...ofPasswords, ...ofRecoveries, 'NEVER_HEARD_OF'];
  return [
    ...names.map((name) => ({ kind: 'refused', error: { name, raw: name, code: 400 } }) as const),
    { kind: 'refused', error: { name: 'FLOOD_WAIT_X', raw: 'FLOOD_WAIT_5', code: 420, value: 5 } },
    { kind: 'lost' },
    { kind: 'notSent', code: 'DC_UNREACHABLE' },
    { kind: 'stopped', code: 'SEND_BUDGET_USED_UP', freeInMs: 60_000 },
    { kind: 'stopped', code: 'AUTH_KEY_UNKNOWN' },
  ];
}
