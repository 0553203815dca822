import { CancellationScope } from '@temporalio/workflow';
import { assertNever } from '../domain/assert-never.ts';
import type { CallInput } from '../contracts/login-activities.ts';
import type { Effect } from '../domain/decision.ts';
import type { Answer, ScanOutcome, SendCodeOutcome } from '../domain/login-event.ts';
import * as activities from './activity-groups.ts';
import type { LoginRun } from './login-run.ts';

/** Makes the call that the rules asked for and brings its answer back to them. */
export async function perform(run: LoginRun, effect: Effect): Promise<void> {
  if (effect.type === 'stopScan') {
    run.scans.get(effect.effectId)?.cancel();
    return;
  }
  const { loginId, numberId } = run.state;
  const input: CallInput = { loginId, numberId, effectId: effect.effectId, publication: run.publication() };
  run.carried(input.publication);
  const answer = await answerTo(run, effect, input);
  if (answer.type === 'challengeAnswered') run.challenges.set(answer.effectId, answer.outcome);
  run.apply(answer);
}

async function answerTo(
  run: LoginRun,
  effect: Exclude<Effect, { type: 'stopScan' }>,
  input: CallInput,
): Promise<Answer> {
  const { effectId } = effect;
  const { again, telegram, limits, reason } = run.state;
  const send = { ...input, sendsPerDay: limits.sendsPerDay };
  switch (effect.type) {
    case 'sendCode': {
      const outcome = await sent(input, () =>
        activities.sendCode({
          ...send,
          again,
          telegram,
          freshKey: effect.freshKey,
          ...(reason === undefined ? {} : { ownerAsked: true }),
        }),
      );
      return { type: 'sendCodeAnswered', effectId, outcome };
    }
    case 'resendCode': {
      const outcome = await sent(input, () => activities.resendCode({ ...send, hash: effect.hash }));
      return { type: 'resendCodeAnswered', effectId, outcome };
    }
    case 'signIn': {
      const { hash, code, probe, byEmail = false } = effect;
      const ways = byEmail ? { byEmail } : {};
      return {
        type: 'signInAnswered',
        effectId,
        outcome: await orLost(() => activities.signIn({ ...input, hash, code, probe, ...ways })),
      };
    }
    case 'sendEmailCode': {
      const { hash, email } = effect;
      const outcome = await orLost(() => activities.sendEmailCode({ ...input, hash, email }));
      return { type: 'emailCodeAnswered', effectId, outcome };
    }
    case 'verifyEmail': {
      const { hash, code } = effect;
      const outcome = await sent(input, () => activities.verifyEmail({ ...send, hash, code }));
      return { type: 'verifyEmailAnswered', effectId, outcome };
    }
    case 'resetEmail': {
      const outcome = await sent(input, () => activities.resetEmail({ ...send, hash: effect.hash }));
      return { type: 'resetEmailAnswered', effectId, outcome };
    }
    case 'getPassword':
      return { type: 'challengeAnswered', effectId, outcome: await orLost(() => activities.getPassword(input)) };
    case 'checkPassword': {
      const { proof, probe, scanned } = effect;
      const repeat = probe === undefined ? {} : { probe };
      const whose = scanned === undefined ? {} : { scanned };
      const outcome = await orLost(() => activities.checkPassword({ ...input, proof, ...repeat, ...whose }));
      return { type: 'checkPasswordAnswered', effectId, outcome };
    }
    case 'scan': {
      const { type: _, ...how } = effect;
      const asked = reason === undefined ? {} : { ownerAsked: true };
      const show = () => activities.waitForScan({ ...input, again, telegram, ...how, ...asked });
      return { type: 'scanAnswered', effectId, outcome: await untilStopped(run, effectId, show) };
    }
    case 'acceptScan':
      return { type: 'acceptScanAnswered', effectId, outcome: await orLost(() => activities.acceptScan(input)) };
    case 'requestRecovery': {
      const outcome = await orLost(() => activities.requestRecovery(input));
      return { type: 'recoveryRequested', effectId, outcome };
    }
    case 'checkRecovery': {
      const outcome = await orLost(() => activities.checkRecovery({ ...input, code: effect.code }));
      return { type: 'recoveryChecked', effectId, outcome };
    }
    case 'recoverPassword': {
      const { code, settings, probe } = effect;
      const call = { ...input, code, probe, ...(settings === undefined ? {} : { settings }) };
      const outcome = await orLost(() => activities.recoverPassword(call));
      return { type: 'recoverPasswordAnswered', effectId, outcome };
    }
    case 'cancelCode': {
      const outcome = await orLost(() => activities.cancelCode({ ...input, hash: effect.hash }));
      return { type: 'closingAnswered', effectId, outcome };
    }
    case 'logOut':
      return {
        type: 'closingAnswered',
        effectId,
        outcome: await orLost(() =>
          activities.logOut({
            ...input,
            goesOn: effect.goesOn === true,
            ...(effect.stranger === undefined ? {} : { stranger: true }),
            ...(effect.hash === undefined ? {} : { hash: effect.hash }),
          }),
        ),
      };
    default:
      return assertNever(effect);
  }
}

/** A send whose activity died: whether it happened stands in the vault, or nowhere. */
async function sent(input: CallInput, call: () => Promise<SendCodeOutcome>): Promise<SendCodeOutcome> {
  try {
    return await call();
  } catch {
    const { loginId, effectId } = input;
    return await activities.settleSend({ loginId, effectId });
  }
}

/** May be ended from the rules; what came before that, and what nobody can say, is an outcome all the same. */
async function untilStopped(run: LoginRun, effectId: string, show: () => Promise<ScanOutcome>): Promise<ScanOutcome> {
  const scope = new CancellationScope();
  run.scans.set(effectId, scope);
  try {
    return await orLost(() => scope.run(show));
  } finally {
    run.scans.delete(effectId);
  }
}

/** All attempts failed: the rules go on without knowing. */
async function orLost<Outcome>(call: () => Promise<Outcome>): Promise<Outcome | { kind: 'lost' }> {
  try {
    return await call();
  } catch {
    return { kind: 'lost' };
  }
}
