import { z } from 'zod';
import { type FailureCode, failures } from '../../../domain/failures.ts';
import type { LoginView } from '../../../domain/login-view.ts';
import { deliverySchema, deliveryTypes, nextTypes } from './delivery.ts';
import { schemaRegistry } from './schema-registry.ts';

const atMs = z.number().meta({ description: 'Unix milliseconds' });
const telegramError = z.object({
  name: z.string(),
  raw: z.string().meta({ description: 'As Telegram wrote it' }),
  code: z.number(),
  value: z.number().exactOptional(),
});
const why = z.object({
  code: z.enum(keysOf<FailureCode>(failures)).meta({ description: 'Explained in docs/failures.md' }),
  error: telegramError.exactOptional(),
  freeAtMs: atMs.exactOptional(),
  detail: z.string().exactOptional(),
});
const leftOpen = z.enum(['code', 'session']).exactOptional();
const problems = {
  notChecked: z.object({ kind: z.literal('notChecked'), why }),
  serverWait: z.object({ kind: z.literal('serverWait'), error: telegramError, untilMs: atMs }),
};
const codeProblem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('wrongCode') }),
  z.object({ kind: z.literal('passwordRemoved') }),
  z.object({ kind: z.literal('notReset'), why }),
  problems.notChecked,
  problems.serverWait,
]);
const emailProblem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('refused'), error: telegramError }),
  z.object({ kind: z.literal('expired') }),
  z.object({ kind: z.literal('notSent'), why }),
  problems.serverWait,
]);
const passwordProblem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('passwordChanged') }),
  z.object({ kind: z.literal('noRecovery') }),
  z.object({ kind: z.literal('tooManyRecoveryCodes') }),
  z.object({ kind: z.literal('recoveryExpired') }),
  z.object({ kind: z.literal('recoveryFailed'), why }),
  z.object({ kind: z.literal('recoveryWait'), error: telegramError, untilMs: atMs }),
  z.object({ kind: z.literal('wrongPassword') }),
  z.object({ kind: z.literal('staleChallenge') }),
  problems.notChecked,
  problems.serverWait,
]);
const recoveryCodeProblem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('wrongCode') }),
  z.object({ kind: z.literal('codeExpired') }),
  z.object({ kind: z.literal('mayBeMailed') }),
  z.object({ kind: z.literal('notMailed'), why }),
  problems.notChecked,
  problems.serverWait,
]);
const recoveryChoiceProblem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('notTaken'), error: telegramError }),
  z.object({ kind: z.literal('algorithmUnknown') }),
  z.object({ kind: z.literal('notDone'), why }),
  problems.serverWait,
]);
const resendPlan = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('automatic'), way: z.enum(nextTypes), atMs }),
  z.object({ kind: z.literal('onRequest'), way: z.enum(nextTypes), fromMs: atMs }),
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('lost') }),
  z.object({ kind: z.literal('budgetUsedUp'), freeAtMs: atMs }),
]);
const format = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('digits'), length: z.number().meta({ description: '0: Telegram does not say' }) }),
  z.object({ kind: z.literal('text'), beginning: z.string().exactOptional() }),
  z.object({ kind: z.literal('pattern'), pattern: z.string() }),
  z.object({ kind: z.literal('suffix'), prefix: z.string(), length: z.number() }),
]);

const step = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('requesting') }),
  z.object({
    kind: z.literal('enterCode'),
    delivery: deliverySchema,
    format,
    sentAtMs: atMs,
    deadlineAtMs: atMs,
    triesLeft: z.number(),
    next: resendPlan,
    heldUntilMs: atMs.exactOptional(),
    problem: codeProblem.exactOptional(),
    advice: z.enum(['isOpenOnDevice', 'lookInTelegramChat', 'signInOnPhoneFirst']).exactOptional(),
    serverWait: z.object({ error: z.string(), untilMs: atMs }).exactOptional(),
    verifies: z.literal(true).exactOptional().meta({ description: 'The code proves a login e-mail address' }),
    emailResetAtMs: atMs.exactOptional(),
  }),
  z.object({ kind: z.literal('resending'), delivery: deliverySchema }),
  z.object({ kind: z.literal('checkingCode') }),
  z.object({
    kind: z.literal('enterPassword'),
    hint: z.string().exactOptional(),
    scanned: z.literal(true).exactOptional(),
    hasRecovery: z.boolean(),
    deadlineAtMs: atMs,
    wrongPasswords: z.number(),
    recoveryMailsLeft: z.number().exactOptional().meta({ description: 'Absent: not to be recovered here' }),
    problem: passwordProblem.exactOptional(),
  }),
  z.object({ kind: z.literal('checkingPassword') }),
  z.object({
    kind: z.literal('enterRecoveryCode'),
    emailPattern: z.string().exactOptional().meta({ description: 'The address as Telegram shows it' }),
    triesLeft: z.number(),
    recoveryMailsLeft: z.number(),
    deadlineAtMs: atMs,
    problem: recoveryCodeProblem.exactOptional(),
  }),
  z.object({ kind: z.literal('chooseRecovery'), deadlineAtMs: atMs, problem: recoveryChoiceProblem.exactOptional() }),
  z.object({ kind: z.literal('recovering'), doing: z.enum(['mail', 'code', 'newPassword', 'removal']) }),
  z.object({ kind: z.literal('enterEmail'), deadlineAtMs: atMs, problem: emailProblem.exactOptional() }),
  z.object({ kind: z.literal('sendingEmailCode') }),
  z.object({ kind: z.literal('resettingEmail') }),
  z.object({
    kind: z.literal('scan'),
    deadlineAtMs: atMs,
    accepting: z.literal(true).exactOptional(),
    codeBehind: z.literal(true).exactOptional(),
    notAccepted: why.exactOptional(),
  }),
  z.object({
    kind: z.literal('serverWait'),
    why,
    untilMs: atMs,
    thenSends: z.boolean(),
    thenScans: z.literal(true).exactOptional(),
  }),
  z.object({ kind: z.literal('outcomeUnknown'), nextSendAtMs: atMs, sendsLeft: z.number() }),
  z.object({
    kind: z.literal('putOff'),
    untilMs: atMs.meta({ description: 'Unix milliseconds. Then a person is asked; nothing is sent by itself' }),
    timeZone: z.string().exactOptional().meta({ description: 'The IANA zone in which the time was named' }),
    leftOpen,
    sendsLeft: z.number(),
  }),
  z.object({
    kind: z.literal('restartOffered'),
    reason: z.enum([
      'codeExpired',
      'tooManyWrongCodes',
      'loginDied',
      'waitOver',
      'nobodyAround',
      'notScanned',
      'appointment',
      'emailReset',
    ]),
    deadlineAtMs: atMs,
    sendsLeft: z.number(),
  }),
  z.object({ kind: z.literal('closing') }),
  z.object({
    kind: z.literal('signedIn'),
    account: z.object({ userId: z.string(), firstName: z.string(), username: z.string().exactOptional() }),
    dcId: z.number(),
    device: z
      .object({ model: z.string(), systemVersion: z.string(), appVersion: z.string() })
      .exactOptional()
      .meta({ description: 'How the owner sees the session under Settings, Devices' }),
  }),
  z.object({
    kind: z.literal('cancelled'),
    reason: z.enum(['person', 'postponed', 'deadline', 'temporal']),
    leftOpen,
  }),
  z.object({ kind: z.literal('failed'), why, leftOpen }),
]);

const stepKinds = [
  'requesting',
  'enterCode',
  'resending',
  'checkingCode',
  'enterPassword',
  'checkingPassword',
  'scan',
  'enterRecoveryCode',
  'chooseRecovery',
  'recovering',
  'serverWait',
  'outcomeUnknown',
  'enterEmail',
  'sendingEmailCode',
  'resettingEmail',
  'putOff',
  'restartOffered',
  'closing',
  'signedIn',
  'cancelled',
  'failed',
] as const;

/** `LoginView` of domain/login-view.ts, for the document and the serializer. */
export const loginViewSchema = z
  .object({
    loginId: z.string(),
    numberId: z.string(),
    label: z.string(),
    phoneTail: z.string().meta({ description: 'The last four digits' }),
    startedBy: z.string().meta({ description: '"tg:" and a Telegram user id, or "cli:" and a name' }),
    startedAtMs: atMs,
    telegram: z.boolean().meta({ description: "False while the data centre is not Telegram's own" }),
    version: z.number().meta({ description: 'Grows with every change' }),
    stepId: z.string().meta({ description: 'Names the question; an answer carries it back' }),
    step,
    actions: z
      .array(
        z.enum([
          'resend',
          'noCode',
          'restart',
          'scan',
          'acceptScan',
          'later',
          'resetEmail',
          'cancel',
          'recover',
          'backToPassword',
        ]),
      )
      .readonly(),
    ended: z.boolean(),
    cancelling: z.boolean(),
    codeDied: z.object({ error: z.string(), typed: z.boolean() }).exactOptional(),
    notice: z.string().exactOptional().meta({ description: 'What Telegram has told the owner beside its last error' }),
    path: z
      .array(z.object({ kind: z.enum(stepKinds), atMs, way: z.enum(deliveryTypes).exactOptional() }))
      .readonly()
      .exactOptional()
      .meta({ description: 'The steps until now, each with its beginning' }),
    scan: z
      .object({
        link: z.string().meta({ description: 'What the QR code says: tg://login?token=…' }),
        expiresAtMs: atMs,
        n: z.number().meta({ description: 'Grows with every QR code of the sign-in' }),
      })
      .exactOptional()
      .meta({ description: 'A credential, for those alone who may answer' }),
  })
  .register(schemaRegistry, { id: 'LoginView' }) satisfies z.ZodType<LoginView>;

function keysOf<Key extends string>(table: Readonly<Record<Key, unknown>>): [Key, ...Key[]] {
  const keys: string[] = Object.keys(table);
  const known = keys.filter((key): key is Key => Object.hasOwn(table, key));
  const [first, ...rest] = known;
  if (first === undefined) throw new RangeError('The table is empty.');
  return [first, ...rest];
}
