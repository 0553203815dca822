import fc from 'fast-check';
import type { LoginEvent } from '../../domain/login-event.ts';
import { DEFAULT_LIMITS, RULES_VERSION } from '../../domain/limits.ts';
import type { LoginStart, LoginState } from '../../domain/login-state.ts';
import type { Delivery, SentCode } from '../../domain/sent-code.ts';
import { stepIdFor } from '../../domain/decision.ts';
import { telegramErrors } from '../../domain/telegram-errors.ts';

export const START_MS = 1_800_000_000_000;

export const start: LoginStart = {
  loginId: 'login-1',
  numberId: 'number-1',
  label: 'Support 3',
  phoneTail: '4607',
  startedBy: 'cli:ana',
  notAfterMs: START_MS + 120_000,
  again: false,
  telegram: true,
  limits: DEFAULT_LIMITS,
  rulesVersion: RULES_VERSION,
};

export const delivery: fc.Arbitrary<Delivery> = fc.oneof(
  fc.record({
    type: fc.constantFrom('App' as const, 'Sms' as const, 'Call' as const, 'FirebaseSms' as const),
    length: fc.integer({ min: 0, max: 7 }),
  }),
  fc.record({ type: fc.constantFrom('SmsWord' as const, 'SmsPhrase' as const), beginning: fc.constant('s') }),
  fc.constant<Delivery>({ type: 'FlashCall', pattern: '+49*****' }),
  fc.constant<Delivery>({ type: 'MissedCall', prefix: '+4930', length: 4 }),
  fc.constant<Delivery>({ type: 'FragmentSms', url: 'https://fragment.com/number/1', length: 5 }),
  fc.constant<Delivery>({ type: 'EmailCode', emailPattern: 'a**@b.c', length: 6, resetAvailableSeconds: 60 }),
  fc.constant<Delivery>({ type: 'SetUpEmailRequired' }),
);

export const sentCode: fc.Arbitrary<SentCode> = fc.record(
  {
    hash: fc.oneof({ weight: 9, arbitrary: fc.uuid() }, { weight: 1, arbitrary: fc.constant('') }),
    delivery: fc.oneof({ weight: 6, arbitrary: fc.constant<Delivery>({ type: 'App', length: 5 }) }, delivery),
    nextType: fc.constantFrom(
      'Sms' as const,
      'Call' as const,
      'FlashCall' as const,
      'MissedCall' as const,
      'FragmentSms' as const,
    ),
    timeoutSeconds: fc.integer({ min: 0, max: 300 }),
  },
  { requiredKeys: ['hash', 'delivery'] },
);

const account = { userId: '77', firstName: 'Ana' };
const error = fc
  .tuple(
    fc.constantFrom(...Object.keys(telegramErrors), 'SOMETHING_NEW'),
    fc.constantFrom(400, 401, 406, 420, 500, -503),
    fc.option(fc.integer({ min: 0, max: 90_000 }), { nil: undefined }),
  )
  .map(([name, code, value]) => ({ name, raw: name, code, ...(value === undefined ? {} : { value }) }));
const failure = fc.oneof(
  fc.record({ kind: fc.constant('refused' as const), error }),
  fc.constant({ kind: 'lost' } as const),
  fc.record({
    kind: fc.constant('notSent' as const),
    code: fc.constantFrom('DC_UNREACHABLE' as const, 'WORKER_LOST' as const),
  }),
  fc.record({
    kind: fc.constant('stopped' as const),
    code: fc.constantFrom('SEND_BUDGET_USED_UP' as const, 'NO_ACCOUNT' as const),
    freeInMs: fc.constant(60_000),
  }),
);
const signedIn = fc.constant({ kind: 'signedIn', account, dcId: 2 } as const);
const passwordNeeded = fc.constant({ kind: 'passwordNeeded', hasRecovery: true, hint: 'dog' } as const);
const sendOutcome = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('sentCode' as const), sentCode }) },
  { weight: 1, arbitrary: signedIn },
  { weight: 1, arbitrary: passwordNeeded },
  { weight: 4, arbitrary: failure },
);
const emailCodeOutcome = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: 'emailCode', emailPattern: 'a***@b.org', length: 6 } as const) },
  passwordNeeded,
  failure,
);
const signInOutcome = fc.oneof(signedIn, passwordNeeded, failure);
const newAlgorithm = { salt1: '', salt2: '', g: 3, p: '' };
const challenge = { srpId: '1', srpB: '', salt1: '', salt2: '', g: 3, p: '' };

const actor = 'cli:ana';
const proof = { srpId: '1', a: '', m1: '' };
const challengeOutcome = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: 'challenge', challenge, hasRecovery: true } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'challenge', challenge, hasRecovery: true, newAlgorithm } as const) },
  fc.constant({ kind: 'noPassword' } as const),
  failure,
);
const settings = { ...newAlgorithm, hash: '', hint: '' };
const recoveryRequested = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: 'requested', emailPattern: 'o***r@e*****.org' } as const) },
  failure,
);
const recoveryChecked = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: 'right' } as const) },
  fc.constant({ kind: 'wrong' } as const),
  failure,
);
const notOurs = fc.constantFrom({ kind: 'otherAccount' } as const, { kind: 'notProven' } as const);
const passwordOutcome = fc.oneof(signedIn, failure, notOurs, fc.constant({ kind: 'stale' } as const));
const scanOutcome = fc.oneof(
  signedIn,
  passwordNeeded,
  notOurs,
  { weight: 3, arbitrary: failure },
  { weight: 2, arbitrary: fc.constant({ kind: 'notScanned' } as const) },
);

function sendAnswered(type: 'sendCodeAnswered' | 'resendCodeAnswered', effectId: string): fc.Arbitrary<LoginEvent> {
  return sendOutcome.map((outcome) => ({ type, effectId, outcome }));
}

/** What a person may do at a step, the current one or one of those before it. */
function command(state: LoginState): fc.Arbitrary<LoginEvent> {
  const back = fc.oneof(
    { weight: 6, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.constant(2) },
    fc.nat({ max: 3 }),
  );
  const stepId = back.map((steps) => stepIdFor(state, Math.max(0, state.step - steps)));
  const code = fc.oneof(
    { weight: 3, arbitrary: fc.constant('12345') },
    fc.constantFrom('', 'letters', '1', 'summer', '+4912345', '1234'),
  );
  const plain = fc.constantFrom(
    'openEntry' as const,
    'resend' as const,
    'restart' as const,
    'scan' as const,
    'requestChallenge' as const,
    'requestRecovery' as const,
    'requestAlgorithm' as const,
    'backToPassword' as const,
  );
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .tuple(stepId, code)
        .map(([id, typed]): LoginEvent => ({ type: 'enterCode', actor, stepId: id, code: typed })),
    },
    { weight: 5, arbitrary: fc.tuple(plain, stepId).map(([type, id]): LoginEvent => ({ type, actor, stepId: id })) },
    { weight: 3, arbitrary: stepId.map((id): LoginEvent => ({ type: 'enterPassword', actor, stepId: id, proof })) },
    {
      weight: 3,
      arbitrary: stepId.map((id): LoginEvent => ({ type: 'enterRecoveryCode', actor, stepId: id, code: '123456' })),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(stepId, fc.constantFrom('4607', 'no'), fc.boolean())
        .map(([id, confirmation, isNew]): LoginEvent => {
          const choice = { type: 'recoverPassword', actor, stepId: id, confirmation } as const;
          return isNew ? { ...choice, settings } : choice;
        }),
    },
    stepId.map((id): LoginEvent => ({ type: 'noCode', actor, stepId: id, openOnDevice: false })),
    stepId.map((id): LoginEvent => ({ type: 'later', actor, stepId: id })),
    stepId.map((id): LoginEvent => ({ type: 'resetEmail', actor, stepId: id, confirmation: '4607' })),
    stepId.map((id): LoginEvent => ({ type: 'enterEmail', actor, stepId: id, email: 'a@b.org', confirmation: '4607' })),
    fc
      .tuple(stepId, fc.integer({ min: START_MS - 1_000, max: START_MS + 40 * 24 * 3_600_000 }))
      .map(([id, untilMs]): LoginEvent => ({ type: 'later', actor, stepId: id, untilMs })),
    fc.constant<LoginEvent>({ type: 'cancel', actor }),
  );
}

function answer(effectId: string): fc.Arbitrary<LoginEvent> {
  return fc.oneof(
    sendAnswered('sendCodeAnswered', effectId),
    sendAnswered('resendCodeAnswered', effectId),
    signInOutcome.map((outcome): LoginEvent => ({ type: 'signInAnswered', effectId, outcome })),
    challengeOutcome.map((outcome): LoginEvent => ({ type: 'challengeAnswered', effectId, outcome })),
    passwordOutcome.map((outcome): LoginEvent => ({ type: 'checkPasswordAnswered', effectId, outcome })),
    scanOutcome.map((outcome): LoginEvent => ({ type: 'scanAnswered', effectId, outcome })),
    recoveryRequested.map((outcome): LoginEvent => ({ type: 'recoveryRequested', effectId, outcome })),
    recoveryChecked.map((outcome): LoginEvent => ({ type: 'recoveryChecked', effectId, outcome })),
    passwordOutcome.map((outcome): LoginEvent => ({ type: 'recoverPasswordAnswered', effectId, outcome })),
    sendOutcome.map((outcome): LoginEvent => ({ type: 'verifyEmailAnswered', effectId, outcome })),
    sendOutcome.map((outcome): LoginEvent => ({ type: 'resetEmailAnswered', effectId, outcome })),
    emailCodeOutcome.map((outcome): LoginEvent => ({ type: 'emailCodeAnswered', effectId, outcome })),
    fc.constant<LoginEvent>({ type: 'closingAnswered', effectId, outcome: { kind: 'done' } }),
  );
}

/** The answer that the state waits for, if it waits for one. */
function fittingAnswer(state: LoginState): fc.Arbitrary<LoginEvent> | undefined {
  const { phase } = state;
  switch (phase.name) {
    case 'requesting':
      return sendAnswered('sendCodeAnswered', phase.effectId);
    case 'resending':
      return sendAnswered('resendCodeAnswered', phase.effectId);
    case 'checkingCode':
      return signInOutcome.map((outcome) => ({ type: 'signInAnswered', effectId: phase.effectId, outcome }));
    case 'fetchingAlgorithm':
    case 'fetchingChallenge':
      return challengeOutcome.map((outcome) => ({ type: 'challengeAnswered', effectId: phase.effectId, outcome }));
    case 'checkingPassword':
      return passwordOutcome.map((outcome) => ({ type: 'checkPasswordAnswered', effectId: phase.effectId, outcome }));
    case 'scanning':
      return fc.oneof(
        { weight: 2, arbitrary: command(state) },
        scanOutcome.map((outcome): LoginEvent => ({ type: 'scanAnswered', effectId: phase.effectId, outcome })),
      );
    case 'stoppingScan':
      return scanOutcome.map((outcome) => ({ type: 'scanAnswered', effectId: phase.effectId, outcome }));
    case 'requestingRecovery':
      return recoveryRequested.map((outcome) => ({ type: 'recoveryRequested', effectId: phase.effectId, outcome }));
    case 'checkingRecoveryCode':
      return recoveryChecked.map((outcome) => ({ type: 'recoveryChecked', effectId: phase.effectId, outcome }));
    case 'recovering':
      return passwordOutcome.map((outcome) => ({ type: 'recoverPasswordAnswered', effectId: phase.effectId, outcome }));
    case 'closing':
      return fc.constant({ type: 'closingAnswered', effectId: phase.effectId, outcome: { kind: 'done' } });
    default:
      return undefined;
  }
}

/** Mostly an event that the state waits for; now and then any other one, late and repeated answers among them. */
export function eventFor(state: LoginState): fc.Arbitrary<LoginEvent> {
  const anything = fc.oneof(
    { weight: 2, arbitrary: command(state) },
    answer('effectId' in state.phase ? state.phase.effectId : '0-old'),
    answer('0-old'),
    fc.constantFrom<LoginEvent>({ type: 'woke' }, { type: 'start' }),
  );
  return fc.oneof({ weight: 5, arbitrary: fittingAnswer(state) ?? command(state) }, { weight: 1, arbitrary: anything });
}
