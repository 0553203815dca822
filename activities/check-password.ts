import type { LoginActivities } from '../contracts/login-activities.ts';
import type { CheckPasswordOutcome } from '../domain/login-event.ts';
import type { CheckPasswordAnswer } from '../telegram/gateway.ts';
import { inCallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import { type OpenSession, withSession } from './open-session.ts';
import { accountOf, failureOf } from './outcomes.ts';
import { probeFirst, retryOrTell, unanswered } from './probe-first.ts';
import { storedCheckPassword } from './stored-outcome.ts';
import { usersOnly } from './users-only.ts';

/** `auth.checkPassword` with a proof; the password itself stayed where it was typed. */
export async function checkPassword(
  deps: ActivityDeps,
  input: Parameters<LoginActivities['checkPassword']>[0],
): Promise<CheckPasswordOutcome> {
  const outcome = await inCallScope(deps, input, (scope) =>
    withSession(deps, input.loginId, scope, (on) =>
      probeFirst<CheckPasswordOutcome>(deps, input, scope, on, {
        method: 'auth.checkPassword',
        call: async () => await passwordOutcomeOf(on, await on.connection.checkPassword(input.proof)),
        probe: () => probePassword(on),
        isRepeat: false,
        read: storedCheckPassword,
      }),
    ),
  );
  return await retryOrTell(deps, input, outcome);
}

/** Of `auth.checkPassword`, and of whatever else signs in at this step. */
export async function passwordOutcomeOf(
  { connection, session }: OpenSession,
  answer: CheckPasswordAnswer,
): Promise<CheckPasswordOutcome> {
  if (answer.kind !== 'signedIn') return failureOf(answer);
  return answer.account.bot
    ? await usersOnly(connection)
    : { kind: 'signedIn', account: accountOf(answer.account), dcId: session.dcId };
}

/** A proof counts once, so it is never sent again: where the password is still asked for, a fresh one is needed. */
export async function probePassword(on: OpenSession): Promise<CheckPasswordOutcome> {
  const who = await on.connection.whoAmI();
  switch (who.kind) {
    case 'account':
      return await passwordOutcomeOf(on, { kind: 'signedIn', account: who.account });
    case 'passwordNeeded':
      return { kind: 'stale' };
    case 'notSignedIn':
      return { kind: 'refused', error: { name: 'AUTH_KEY_UNREGISTERED', raw: 'AUTH_KEY_UNREGISTERED', code: 401 } };
    default:
      return unanswered(who);
  }
}
