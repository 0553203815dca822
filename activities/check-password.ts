import type { LoginActivities } from '../contracts/login-activities.ts';
import type { CheckPasswordOutcome } from '../domain/login-event.ts';
import type { CheckPasswordAnswer } from '../telegram/gateway.ts';
import { inCallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import { type OpenSession, withSession } from './open-session.ts';
import { notOursOf } from './not-ours.ts';
import { accountOf, failureOf } from './outcomes.ts';
import { probeFirst, retryOrTell, unanswered } from './probe-first.ts';
import { storedCheckPassword } from './stored-outcome.ts';
import { usersOnly } from './users-only.ts';

/** `auth.checkPassword` with a proof; the password itself stayed where it was typed. */
export async function checkPassword(
  deps: ActivityDeps,
  input: Parameters<LoginActivities['checkPassword']>[0],
): Promise<CheckPasswordOutcome> {
  const number = input.scanned === true ? await deps.records.number(input.numberId) : undefined;
  if (input.scanned === true && number === undefined) return { kind: 'stopped', code: 'NUMBER_NOT_ENROLLED' };
  const whose = number?.phone;
  const outcome = await inCallScope(deps, input, (scope) =>
    withSession(deps, input.loginId, scope, (on) =>
      probeFirst<CheckPasswordOutcome>(deps, input, scope, on, {
        method: 'auth.checkPassword',
        call: async () => await outcomeOf(on, await on.connection.checkPassword(input.proof), whose),
        probe: () => probe(on, whose),
        isRepeat: false,
        read: storedCheckPassword,
      }),
    ),
  );
  return await retryOrTell(deps, input, outcome);
}

async function outcomeOf(
  { connection, session }: OpenSession,
  answer: CheckPasswordAnswer,
  /** The number to compare, where whoever scanned a QR code was the one who was asked for the password. */
  whose: string | undefined,
): Promise<CheckPasswordOutcome> {
  if (answer.kind !== 'signedIn') return failureOf(answer);
  if (answer.account.bot) return await usersOnly(connection);
  const notOurs = whose === undefined ? undefined : notOursOf(answer.account, whose);
  return notOurs ?? { kind: 'signedIn', account: accountOf(answer.account), dcId: session.dcId };
}

/** A proof counts once, so it is never sent again: where the password is still asked for, a fresh one is needed. */
async function probe(on: OpenSession, whose: string | undefined): Promise<CheckPasswordOutcome> {
  const who = await on.connection.whoAmI();
  switch (who.kind) {
    case 'account':
      return await outcomeOf(on, { kind: 'signedIn', account: who.account }, whose);
    case 'passwordNeeded':
      return { kind: 'stale' };
    case 'notSignedIn':
      return { kind: 'refused', error: { name: 'AUTH_KEY_UNREGISTERED', raw: 'AUTH_KEY_UNREGISTERED', code: 401 } };
    default:
      return unanswered(who);
  }
}
