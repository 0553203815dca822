import type { LoginActivities } from '../contracts/login-activities.ts';
import type { ClosingOutcome } from '../domain/login-event.ts';
import { inCallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import { type OpenSession, withSession } from './open-session.ts';
import { failureOf } from './outcomes.ts';
import { untilTold } from './until-told.ts';

type LogOutInput = Parameters<LoginActivities['logOut']>[0];

/** `auth.logOut` of this sign-in's own key, after a cancel that came too late; then the key is forgotten, unless another takes its place. */
export async function logOut(deps: ActivityDeps, input: LogOutInput): Promise<ClosingOutcome> {
  const outcome = await inCallScope(deps, input, (scope) =>
    withSession(deps, input.loginId, scope, async (on): Promise<ClosingOutcome> => {
      // Before the log-out, for no key but this one can cancel the code.
      const isCodeVoid = await codeVoided(deps, input, on);
      const answer = await on.connection.logOut();
      if (answer.kind !== 'done') return failureOf(answer);
      if (answer.futureToken !== undefined && input.stranger !== true) {
        await deps.vault.keepFutureToken(deps.gateway.environment, answer.futureToken);
      }
      return isCodeVoid ? { kind: 'done' } : { kind: 'done', codeLeft: true };
    }),
  );
  if (outcome.kind === 'done' && !input.goesOn) await deps.vault.endSession(input.loginId);
  return untilTold(outcome);
}

/** A session is worse to leave open than a code: the log-out does not wait for it. */
async function codeVoided(
  { records }: ActivityDeps,
  { hash, numberId }: LogOutInput,
  { connection }: OpenSession,
): Promise<boolean> {
  if (hash === undefined) return true;
  const number = await records.number(numberId);
  if (number === undefined) return false;
  const { phone } = number;
  return (await connection.cancelCode({ phone, hash })).kind === 'done';
}
