import type { CallFailure } from '../domain/login-event.ts';
import { isServerTrouble } from '../domain/telegram-errors/server-trouble.ts';
import type { StoredSession } from '../vault/sessions/session-vault.ts';
import type { CallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import { overConnection } from './open-session.ts';
import { failureOf, openFailureOf } from './outcomes.ts';
import { type Found, foundBy, type Migrate } from './show-login-tokens.ts';
import type { ScanInput } from './wait-for-scan.ts';

type Moving = Migrate & { session: StoredSession; phone: string };

/**
 * `auth.importLoginToken` where the account lives. The key for it is sealed before the call, or a session that nobody knows of
 * could stay there; the key before it comes back where Telegram refuses. A code that is out goes first: no other key can cancel it.
 */
export async function moveToHome(
  deps: ActivityDeps,
  input: ScanInput,
  scope: CallScope,
  { dcId, token, session: before, phone }: Moving,
): Promise<Found & { session?: StoredSession }> {
  const { gateway, vault } = deps;
  const { numberId, hash } = input;
  const told = hash === undefined ? undefined : await codeCancelled(deps, scope, { session: before, phone, hash });
  if (told !== undefined) return told;
  const made = await gateway.createSession(dcId, { deadlineMs: scope.remainingMs(), signal: scope.signal });
  if (made.kind === 'failed') return openFailureOf(made);
  const keep = (session: StoredSession) =>
    vault.savePending(scope.lease, { numberId, environment: gateway.environment, session });
  await keep(made.session);
  const outcome = await overConnection(deps, made.session, scope, async (on): Promise<Found> => {
    const answer = await on.connection.importLoginToken({ token });
    return answer.kind === 'token' || answer.kind === 'migrate'
      ? { kind: 'notSent', code: 'DC_UNREACHABLE', detail: 'Telegram kept naming another data centre' }
      : await foundBy(deps, on, answer, phone);
  });
  if (outcome.kind === 'notSent' || (outcome.kind === 'refused' && !isServerTrouble(outcome.error))) await keep(before);
  return outcome.kind === 'signedIn' ? { ...outcome, session: made.session } : outcome;
}

async function codeCancelled(
  deps: ActivityDeps,
  scope: CallScope,
  { session, phone, hash }: { session: StoredSession; phone: string; hash: string },
): Promise<CallFailure | undefined> {
  const outcome = await overConnection(deps, session, scope, async ({ connection }) => {
    const answer = await connection.cancelCode({ phone, hash });
    return answer.kind === 'done' ? answer : failureOf(answer);
  });
  return outcome.kind === 'done' ? undefined : outcome;
}
