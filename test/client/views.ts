import { codeFormatOf } from '../../domain/code-entry.ts';
import { failures, isFailureCode } from '../../domain/failures.ts';
import type {
  Advice,
  CancelReason,
  CodeProblem,
  EmailProblem,
  PasswordProblem,
  ResendPlan,
  RestartReason,
  Why,
} from '../../domain/login-state.ts';
import type { LoginView, Step } from '../../domain/login-view.ts';
import type { Delivery, DeliveryType, NextType } from '../../domain/sent-code.ts';
import { recoverySteps } from './recovery-steps.ts';

export function viewWith(step: Step): LoginView {
  return {
    loginId: 'a-login',
    numberId: '0123456789abcdefghjk',
    label: 'Support',
    phoneTail: '4607',
    startedBy: 'cli:anna',
    startedAtMs: 0,
    telegram: true,
    version: 3,
    stepId: 'a-login/2',
    step,
    actions: [],
    ended: false,
    cancelling: false,
  };
}

/** One step of every kind, with every variant of every part at least once. */
export function allSteps(nowMs: number): Step[] {
  const atMs = nowMs + 42_000;
  return [
    ...deliveries.flatMap((delivery) => [enterCode(nowMs, { delivery }), { kind: 'resending', delivery } as const]),
    ...plans(atMs).map((next) => enterCode(nowMs, { next })),
    enterCode(nowMs, { next: { kind: 'automatic', way: 'Sms', atMs }, heldUntilMs: atMs + 1_000 }),
    ...codeProblems(atMs).map((problem) => enterCode(nowMs, { problem })),
    ...advice.map((each) => enterCode(nowMs, { advice: each })),
    enterCode(nowMs, { serverWait: { error: 'FLOOD_WAIT_42', untilMs: atMs }, triesLeft: 1 }),
    ...passwordProblems(atMs).map((problem) => enterPassword(nowMs, { problem, wrongPasswords: 1 })),
    enterPassword(nowMs, { hint: 'a horse', hasRecovery: true }),
    enterPassword(nowMs, {}),
    ...[0, 1, 3].map((recoveryMailsLeft) => enterPassword(nowMs, { hasRecovery: true, recoveryMailsLeft })),
    ...reasons(nowMs).flatMap((why): Step[] => [
      { kind: 'failed', why },
      { kind: 'serverWait', why, untilMs: atMs, thenSends: true },
      { kind: 'serverWait', why, untilMs: atMs, thenSends: false },
    ]),
    ...restartReasons.map((reason): Step => ({ kind: 'restartOffered', reason, deadlineAtMs: atMs, sendsLeft: 2 })),
    ...cancelReasons.map((reason): Step => ({ kind: 'cancelled', reason })),
    ...[0, 1, 2].map((sendsLeft): Step => ({ kind: 'outcomeUnknown', nextSendAtMs: atMs, sendsLeft })),
    { kind: 'putOff', untilMs: atMs, timeZone: 'Europe/Berlin', sendsLeft: 2 },
    { kind: 'putOff', untilMs: atMs, leftOpen: 'session', sendsLeft: 2 },
    { kind: 'enterEmail', deadlineAtMs: atMs },
    ...emailProblems(atMs).map((problem): Step => ({ kind: 'enterEmail', deadlineAtMs: atMs, problem })),
    { kind: 'sendingEmailCode' },
    { kind: 'resettingEmail' },
    enterCode(nowMs, { delivery: { type: 'EmailCode', emailPattern: 'a***@b.org', length: 6 }, verifies: true }),
    enterCode(nowMs, { delivery: { type: 'EmailCode', emailPattern: 'a***@b.org', length: 6 }, emailResetAtMs: atMs }),
    { kind: 'requesting' },
    { kind: 'checkingCode' },
    { kind: 'checkingPassword' },
    { kind: 'scan', deadlineAtMs: atMs },
    { kind: 'scan', deadlineAtMs: atMs, accepting: true },
    { kind: 'scan', deadlineAtMs: atMs, notAccepted: { code: 'NO_VAULT_SESSION' } },
    { kind: 'serverWait', why: { code: 'DC_UNREACHABLE' }, untilMs: atMs, thenSends: true, thenScans: true },
    ...recoverySteps(nowMs),
    { kind: 'closing' },
    { kind: 'signedIn', account: { userId: '77', firstName: 'Anna', username: 'anna' }, dcId: 2 },
    {
      kind: 'signedIn',
      account: { userId: '77', firstName: '' },
      dcId: 2,
      device: { model: 'Latchkey', systemVersion: 'server', appVersion: '0.1' },
    },
  ];
}

type EnterCode = Extract<Step, { kind: 'enterCode' }>;
type EnterPassword = Extract<Step, { kind: 'enterPassword' }>;

function enterCode(nowMs: number, parts: Partial<EnterCode>): EnterCode {
  const delivery: Delivery = parts.delivery ?? { type: 'App', length: 5 };
  return {
    kind: 'enterCode',
    delivery,
    format: codeFormatOf(delivery),
    sentAtMs: nowMs,
    deadlineAtMs: nowMs + 900_000,
    triesLeft: 3,
    next: { kind: 'none' },
    ...parts,
  };
}

function enterPassword(nowMs: number, parts: Partial<EnterPassword>): EnterPassword {
  return { kind: 'enterPassword', hasRecovery: false, deadlineAtMs: nowMs + 86_400_000, wrongPasswords: 0, ...parts };
}

const deliveriesByType: Record<DeliveryType, Delivery[]> = {
  App: [
    { type: 'App', length: 5 },
    { type: 'App', length: 0 },
  ],
  Sms: [{ type: 'Sms', length: 6 }],
  SmsWord: [{ type: 'SmsWord', beginning: 'f' }, { type: 'SmsWord' }],
  SmsPhrase: [{ type: 'SmsPhrase', beginning: 'the' }, { type: 'SmsPhrase' }],
  Call: [{ type: 'Call', length: 5 }],
  FlashCall: [{ type: 'FlashCall', pattern: '+4915*****' }],
  MissedCall: [{ type: 'MissedCall', prefix: '+4915', length: 4 }],
  EmailCode: [{ type: 'EmailCode', emailPattern: 'a**@e*.org', length: 6 }],
  SetUpEmailRequired: [{ type: 'SetUpEmailRequired' }],
  FragmentSms: [{ type: 'FragmentSms', url: 'https://fragment.com/login', length: 5 }],
  FirebaseSms: [{ type: 'FirebaseSms', length: 5 }],
};
const deliveries = Object.values(deliveriesByType).flat();
const ways: Record<NextType, true> = { Sms: true, Call: true, FlashCall: true, MissedCall: true, FragmentSms: true };
const advice: Advice[] = ['isOpenOnDevice', 'lookInTelegramChat', 'signInOnPhoneFirst'];
const restartReasons: RestartReason[] = [
  'codeExpired',
  'tooManyWrongCodes',
  'loginDied',
  'waitOver',
  'nobodyAround',
  'notScanned',
  'appointment',
  'emailReset',
];
const cancelReasons: CancelReason[] = ['person', 'postponed', 'deadline', 'temporal'];
const flood = { name: 'FLOOD_WAIT_X', raw: 'FLOOD_WAIT_42', code: 420, value: 42 };

function plans(atMs: number): ResendPlan[] {
  const way = (name: string): NextType[] => (isWay(name) ? [name] : []);
  return [
    ...Object.keys(ways)
      .flatMap(way)
      .flatMap((each): ResendPlan[] => [
        { kind: 'automatic', way: each, atMs },
        { kind: 'onRequest', way: each, fromMs: atMs },
      ]),
    { kind: 'none' },
    { kind: 'lost' },
    { kind: 'budgetUsedUp', freeAtMs: atMs },
  ];
}

function isWay(name: string): name is NextType {
  return Object.hasOwn(ways, name);
}

function codeProblems(untilMs: number): CodeProblem[] {
  return [
    { kind: 'wrongCode' },
    { kind: 'notChecked', why: { code: 'OUTCOME_UNKNOWN' } },
    { kind: 'serverWait', error: flood, untilMs },
    { kind: 'passwordRemoved' },
    { kind: 'notReset', why: { code: 'OUTCOME_UNKNOWN' } },
  ];
}

function emailProblems(untilMs: number): EmailProblem[] {
  return [
    { kind: 'refused', error: { name: 'EMAIL_NOT_ALLOWED', raw: 'EMAIL_NOT_ALLOWED', code: 400 } },
    { kind: 'expired' },
    { kind: 'notSent', why: { code: 'DC_UNREACHABLE', detail: 'Connection refused' } },
    { kind: 'serverWait', error: flood, untilMs },
  ];
}

function passwordProblems(untilMs: number): PasswordProblem[] {
  return [
    { kind: 'wrongPassword' },
    { kind: 'staleChallenge' },
    { kind: 'passwordChanged' },
    { kind: 'noRecovery' },
    { kind: 'tooManyRecoveryCodes' },
    { kind: 'recoveryExpired' },
    { kind: 'recoveryFailed', why: { code: 'DC_UNREACHABLE' } },
    { kind: 'recoveryWait', error: flood, untilMs },
    { kind: 'notChecked', why: { code: 'DC_UNREACHABLE', detail: 'Connection refused' } },
    { kind: 'serverWait', error: flood, untilMs },
  ];
}

function reasons(nowMs: number): Why[] {
  return [
    ...Object.keys(failures).flatMap((code): Why[] => (isFailureCode(code) ? [{ code }] : [])),
    { code: 'TELEGRAM_REFUSED', error: flood },
    { code: 'TELEGRAM_REFUSED', error: { name: 'WHO_KNOWS', raw: 'WHO_KNOWS', code: 400 } },
    { code: 'SEND_BUDGET_USED_UP', freeAtMs: nowMs + 3_600_000 },
  ];
}
