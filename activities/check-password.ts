import type { LoginActivities } from '../contracts/login-activities.ts';
import type { CheckPasswordOutcome } from '../domain/login-event.ts';
import type { CheckPasswordAnswer } from '../telegram/gateway.ts';
import { inCallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import { type OpenSession, withSession } from './open-session.ts';
import { failureOf } from './outcomes.ts';
import { tokenIn } from './future-token.ts';
import { type Called, probeFirst, retryOrTell, unanswered } from './probe-first.ts';
import { signedInOurs } from './signed-in-ours.ts';
import { storedCheckPassword } from './stored-outcome.ts';

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
        call: () => passwordCalled(deps, on, () => on.connection.checkPassword(input.proof), whose),
        probe: async (isRepeat) => {
          const outcome = await probePassword(deps, on, whose);
          return isRepeat && outcome.kind === 'stale' ? undefined : outcome;
        },
        isRepeat: input.probe === true,
        read: storedCheckPassword,
      }),
    ),
  );
  return await retryOrTell(deps, input, outcome);
}

/** Of `auth.checkPassword`, and of whatever else signs in at this step. */
export async function passwordCalled(
  deps: ActivityDeps,
  on: OpenSession,
  call: () => Promise<CheckPasswordAnswer>,
  /** The number to compare, where whoever scanned a QR code was the one who was asked for the password. */
  whose?: string,
): Promise<Called<CheckPasswordOutcome>> {
  const answer = await call();
  const outcome = answer.kind === 'signedIn' ? await signedInOurs(deps, on, answer.account, whose) : failureOf(answer);
  return { outcome, ...(outcome.kind === 'signedIn' ? tokenIn(answer) : {}) };
}

/** A proof counts once, so it is never sent again: where the password is still asked for, one that was not sent is needed. */
export async function probePassword(
  deps: ActivityDeps,
  on: OpenSession,
  whose?: string,
): Promise<CheckPasswordOutcome> {
  const who = await on.connection.whoAmI();
  switch (who.kind) {
    case 'account':
      return await signedInOurs(deps, on, who.account, whose);
    case 'passwordNeeded':
      return { kind: 'stale' };
    case 'notSignedIn':
      return { kind: 'refused', error: { name: 'AUTH_KEY_UNREGISTERED', raw: 'AUTH_KEY_UNREGISTERED', code: 401 } };
    default:
      return unanswered(who);
  }
}
