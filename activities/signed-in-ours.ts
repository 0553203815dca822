import type { CallFailure, NotOurs, SignedIn } from '../domain/login-event.ts';
import type { Account } from '../telegram/gateway.ts';
import type { ActivityDeps } from './deps.ts';
import { notOursOf } from './not-ours.ts';
import type { OpenSession } from './open-session.ts';
import { signedInAs } from './signed-in-as.ts';

/**
 * The account of the number, or none of ours: then it is signed out by the rules, and nothing of it is told. `ours` is
 * undefined where nobody but the number's owner can have come in.
 */
export async function signedInOurs(
  deps: ActivityDeps,
  on: OpenSession,
  account: Account,
  ours: string | undefined,
): Promise<SignedIn | NotOurs | CallFailure> {
  const notOurs = account.bot || ours === undefined ? undefined : notOursOf(account, ours);
  return notOurs ?? (await signedInAs(deps, on, account));
}
