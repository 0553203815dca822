import type { LoginActivities } from '../contracts/login-activities.ts';
import type { SignInOutcome } from '../domain/login-event.ts';
import type { SignInAnswer } from '../telegram/gateway.ts';
import { inCallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import { type OpenSession, withSession } from './open-session.ts';
import { failureOf } from './outcomes.ts';
import { passwordNeeded } from './password-needed.ts';
import { tokenIn } from './future-token.ts';
import { type Called, probeFirst, retryOrTell, unanswered } from './probe-first.ts';
import { signedInAs } from './signed-in-as.ts';
import { storedSignIn } from './stored-outcome.ts';

type SignInInput = Parameters<LoginActivities['signIn']>[0];

/** `auth.signIn` with the key that asked for the code. */
export async function signIn(deps: ActivityDeps, input: SignInInput): Promise<SignInOutcome> {
  const number = await deps.records.number(input.numberId);
  if (number === undefined) return await inCallScope(deps, input, () => withoutNumber(deps, input));
  const { phone } = number;
  const { hash, code, probe: isRepeat, byEmail = false } = input;
  const outcome = await inCallScope(deps, input, (scope) =>
    withSession(deps, input.loginId, scope, (on) =>
      probeFirst<SignInOutcome>(deps, input, scope, on, {
        method: 'auth.signIn',
        call: () => called(deps, on, () => on.connection.signIn({ phone, hash, code, byEmail })),
        probe: () => probe(deps, on),
        isRepeat,
        read: storedSignIn,
      }),
    ),
  );
  return await retryOrTell(deps, input, outcome);
}

/** The number was removed meanwhile; an attempt before this one may have been accepted all the same. */
async function withoutNumber(
  { vault }: ActivityDeps,
  { loginId, effectId, probe: isRepeat }: SignInInput,
): Promise<SignInOutcome> {
  const intent = await vault.readIntent({ sessionId: loginId, effectId });
  if (intent.kind === 'answered') return storedSignIn(intent.result);
  const mayBeIn = isRepeat || intent.kind !== 'none';
  return { kind: 'stopped', code: 'NUMBER_NOT_ENROLLED', ...(mayBeIn ? { mayBeIn } : {}) };
}

async function called(
  deps: ActivityDeps,
  on: OpenSession,
  call: () => Promise<SignInAnswer>,
): Promise<Called<SignInOutcome>> {
  const answer = await call();
  return { outcome: await outcomeOf(deps, on, answer), ...tokenIn(answer) };
}

async function outcomeOf(deps: ActivityDeps, on: OpenSession, answer: SignInAnswer): Promise<SignInOutcome> {
  switch (answer.kind) {
    case 'signedIn':
      return await signedInAs(deps, on, answer.account);
    case 'passwordNeeded':
      return await passwordNeeded(on.connection);
    case 'signUpRequired':
      return { kind: 'stopped', code: 'NO_ACCOUNT' };
    default:
      return failureOf(answer);
  }
}

/** Not in yet: undefined, and the code may be tried again. */
async function probe(deps: ActivityDeps, on: OpenSession): Promise<SignInOutcome | undefined> {
  const who = await on.connection.whoAmI();
  switch (who.kind) {
    case 'account':
      return await signedInAs(deps, on, who.account);
    case 'passwordNeeded':
      return await passwordNeeded(on.connection);
    case 'notSignedIn':
      return undefined;
    default:
      return unanswered(who);
  }
}
