import { assertNever } from '../domain/assert-never.ts';
import type { CallInput } from '../contracts/login-activities.ts';
import type { Effect } from '../domain/decision.ts';
import type { SendCodeOutcome } from '../domain/login-event.ts';
import * as activities from './activity-groups.ts';
import type { LoginRun } from './login-run.ts';

/** Makes the call that the rules asked for and brings its answer back to them. */
export async function perform(run: LoginRun, effect: Effect): Promise<void> {
  const { effectId } = effect;
  const { loginId, numberId } = run.state;
  const input: CallInput = { loginId, numberId, effectId, publication: run.publication() };
  const call = callFor(run, effect, input);
  await call();
}

function callFor(run: LoginRun, effect: Effect, input: CallInput): () => Promise<void> {
  const { effectId } = effect;
  const { again, telegram, limits } = run.state;
  const send = { ...input, sendsPerDay: limits.sendsPerDay };
  switch (effect.type) {
    case 'sendCode':
      return async () => {
        const outcome = await sent(input, () => activities.sendCode({ ...send, again, telegram }));
        answer(run, input, { type: 'sendCodeAnswered', effectId, outcome });
      };
    case 'resendCode':
      return async () => {
        const outcome = await sent(input, () => activities.resendCode({ ...send, hash: effect.hash }));
        answer(run, input, { type: 'resendCodeAnswered', effectId, outcome });
      };
    case 'signIn':
      return async () => {
        const { hash, code } = effect;
        const outcome = await orLost(() => activities.signIn({ ...input, hash, code }));
        answer(run, input, { type: 'signInAnswered', effectId, outcome });
      };
    case 'getPassword':
      return async () => {
        const outcome = await orLost(() => activities.getPassword(input));
        run.challenges.set(effectId, outcome);
        answer(run, input, { type: 'challengeAnswered', effectId, outcome });
      };
    case 'checkPassword':
      return async () => {
        const outcome = await orLost(() => activities.checkPassword({ ...input, proof: effect.proof }));
        answer(run, input, { type: 'checkPasswordAnswered', effectId, outcome });
      };
    case 'cancelCode':
      return async () => {
        const outcome = await orLost(() => activities.cancelCode({ ...input, hash: effect.hash }));
        answer(run, input, { type: 'closingAnswered', effectId, outcome });
      };
    case 'logOut':
      return async () => {
        const outcome = await orLost(() => activities.logOut(input));
        answer(run, input, { type: 'closingAnswered', effectId, outcome });
      };
    default:
      return assertNever(effect);
  }
}

function answer(run: LoginRun, input: CallInput, event: Parameters<LoginRun['apply']>[0]): void {
  run.written(input.publication);
  run.apply(event);
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

/** All attempts failed: the rules go on without knowing. */
async function orLost<Outcome>(call: () => Promise<Outcome>): Promise<Outcome | { kind: 'lost' }> {
  try {
    return await call();
  } catch {
    return { kind: 'lost' };
  }
}
