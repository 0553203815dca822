import { activityInfo, ApplicationFailure } from '@temporalio/activity';
import type { LoginActivities } from '../contracts/login-activities.ts';
import type { ClosingOutcome } from '../domain/login-event.ts';
import { inCallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import { notOursOf } from './not-ours.ts';
import { type OpenSession, overConnection } from './open-session.ts';
import { failureOf } from './outcomes.ts';

/** Telegram, or the QR code, may be between two: after this many attempts the person is told. */
const ATTEMPTS = 4;

/** `auth.acceptLoginToken` by the newest session of the number that works. What the QR code says is read where it is shown. */
export async function acceptScan(
  deps: ActivityDeps,
  input: Parameters<LoginActivities['acceptScan']>[0],
): Promise<ClosingOutcome> {
  const { gateway, records, vault } = deps;
  const number = await records.number(input.numberId);
  const sessions = await vault.liveSessions(input.numberId, gateway.environment);
  const inside = sessions.find(({ sessionId }) => sessionId !== input.loginId);
  if (number === undefined || inside === undefined) return { kind: 'stopped', code: 'NO_VAULT_SESSION' };
  // Under the lease of the session that accepts: its key has one connection at a time like any other.
  const outcome = await inCallScope(deps, { ...input, loginId: inside.sessionId }, (scope) =>
    overConnection(deps, inside.session, scope, async (on): Promise<ClosingOutcome> => {
      const row = await records.view(input.loginId);
      return row?.scan === undefined ? { kind: 'lost' } : await accept(on, row.scan.link, number.phone);
    }),
  );
  if (mayPass(outcome) && activityInfo().attempt < ATTEMPTS) {
    throw ApplicationFailure.retryable('The QR code was not accepted yet; it is tried again.', 'NOT_ACCEPTED');
  }
  return outcome;
}

async function accept({ connection }: OpenSession, link: string, phone: string): Promise<ClosingOutcome> {
  const who = await connection.whoAmI();
  if (who.kind === 'refused' || who.kind === 'lost' || who.kind === 'notSent' || who.kind === 'libraryTooOld')
    return failureOf(who);
  if (who.kind !== 'account' || notOursOf(who.account, phone) !== undefined)
    return { kind: 'stopped', code: 'NO_VAULT_SESSION' };
  const answer = await connection.acceptLoginToken({ token: link.slice(link.indexOf('=') + 1) });
  if (answer.kind === 'done') return answer;
  const isAccepted = answer.kind === 'refused' && answer.error.name === 'AUTH_TOKEN_ALREADY_ACCEPTED';
  return isAccepted ? { kind: 'done' } : failureOf(answer);
}

/** The QR code was replaced meanwhile, or nobody was reached. */
function mayPass(outcome: ClosingOutcome): boolean {
  if (outcome.kind === 'refused') return outcome.error.name.startsWith('AUTH_TOKEN_');
  return outcome.kind === 'lost' || outcome.kind === 'notSent';
}
