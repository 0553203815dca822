import type { LoginActivities } from '../contracts/login-activities.ts';
import type { ChallengeOutcome } from '../domain/login-event.ts';
import type { PasswordInfo } from '../telegram/gateway.ts';
import { inCallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import { withSession } from './open-session.ts';
import { failureOf } from './outcomes.ts';
import { retryOrTell } from './probe-first.ts';

/** `account.getPassword`: a fresh challenge for whoever is about to enter the password. */
export async function getPassword(
  deps: ActivityDeps,
  input: Parameters<LoginActivities['getPassword']>[0],
): Promise<ChallengeOutcome> {
  const outcome = await inCallScope(deps, input, (scope) =>
    withSession(deps, input.loginId, scope, async ({ connection }) => outcomeOf(await connection.getPassword())),
  );
  return await retryOrTell(deps, input, outcome);
}

function outcomeOf(info: PasswordInfo): ChallengeOutcome {
  switch (info.kind) {
    case 'challenge': {
      const { challenge, hint, hasRecovery, newAlgorithm } = info;
      return {
        kind: 'challenge',
        challenge,
        hasRecovery,
        ...(hint === undefined ? {} : { hint }),
        ...(newAlgorithm === undefined ? {} : { newAlgorithm }),
      };
    }
    case 'noPassword':
      return { kind: 'noPassword' };
    case 'unknownAlgorithm':
      return { kind: 'stopped', code: 'PASSWORD_ALGORITHM_UNKNOWN' };
    default:
      return failureOf(info);
  }
}
