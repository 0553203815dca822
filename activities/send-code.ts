import type { LoginActivities } from '../contracts/login-activities.ts';
import type { CallFailure, SendCodeOutcome } from '../domain/login-event.ts';
import type { StoredSession } from '../vault/sessions/session-vault.ts';
import { type CallScope, inCallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import { overConnection } from './open-session.ts';
import { openFailureOf } from './outcomes.ts';
import { sessionThatWorks } from './session-that-works.ts';
import { isMigration, sendOnce } from './send-once.ts';

type SendCodeInput = Parameters<LoginActivities['sendCode']>[0];

/** 95 % of redirects happen here (telegram-sign-in.md 5.2); a chain of more than one was never seen. */
const MAX_MIGRATIONS = 3;

/** `auth.sendCode`, at most once, with a key that is sealed before the call and lives at the number's own data centre. */
export async function sendCode(deps: ActivityDeps, input: SendCodeInput): Promise<SendCodeOutcome> {
  const stopped = await stoppedBefore(deps, input);
  if (stopped !== undefined) return stopped;
  const number = await deps.records.number(input.numberId);
  if (number === undefined) return { kind: 'stopped', code: 'NUMBER_NOT_ENROLLED' };
  return await inCallScope(deps, input, (scope) => sendAtHome(deps, input, scope, number.phone));
}

async function stoppedBefore(deps: ActivityDeps, input: SendCodeInput): Promise<SendCodeOutcome | undefined> {
  if (input.telegram !== deps.telegram) return { kind: 'stopped', code: 'ENVIRONMENT_MISMATCH' };
  const live = input.again ? undefined : await sessionThatWorks(deps, input.numberId);
  if (live !== undefined && live.sessionId !== input.loginId) {
    return {
      kind: 'stopped',
      code: 'ALREADY_SIGNED_IN',
      ...(live.owner === undefined ? {} : { detail: live.owner.firstName }),
    };
  }
  if (input.ownerAsked === true) return undefined;
  const isEnded = await deps.vault.endedByOwner(input.numberId, deps.gateway.environment);
  return isEnded ? { kind: 'stopped', code: 'OWNER_ENDED_SESSION' } : undefined;
}

/** PHONE_MIGRATE_X: nothing was sent; the same call goes out once more with a new key, made at the data centre named. */
async function sendAtHome(
  deps: ActivityDeps,
  input: SendCodeInput,
  scope: CallScope,
  phone: string,
): Promise<SendCodeOutcome> {
  const futureTokens = await deps.vault.futureTokens(deps.gateway.environment);
  let dcId = input.freshKey ? (await deps.vault.load(input.loginId))?.session.dcId : undefined;
  for (let migrations = 0; migrations <= MAX_MIGRATIONS; migrations += 1) {
    const made = await sessionFor(deps, input, scope, dcId);
    if ('kind' in made) return made;
    const outcome = await overConnection(deps, made, scope, (on) =>
      sendOnce(deps, input, scope, on, {
        method: 'auth.sendCode',
        call: () => on.connection.sendCode({ phone, futureTokens }),
      }),
    );
    if (outcome.kind === 'stopped' && outcome.code === 'AUTH_KEY_UNKNOWN') {
      dcId = made.dcId;
      continue;
    }
    if (outcome.kind !== 'refused' || !isMigration(outcome)) return outcome;
    dcId = outcome.error.value;
  }
  return { kind: 'stopped', code: 'KEY_EXCHANGE_FAILED', detail: 'Telegram kept naming another data centre' };
}

/** The key exists, sealed, before anything about a person is sent: whoever goes on after a crash finds it. */
async function sessionFor(
  deps: ActivityDeps,
  input: SendCodeInput,
  scope: CallScope,
  dcId: number | undefined,
): Promise<StoredSession | CallFailure> {
  if (dcId === undefined) {
    const row = await deps.vault.load(input.loginId);
    if (row !== undefined && row.status !== 'ended') return row.session;
  }
  const { gateway, vault } = deps;
  const made = await gateway.createSession(dcId ?? gateway.firstDcId, {
    deadlineMs: scope.remainingMs(),
    signal: scope.signal,
  });
  if (made.kind === 'failed') return openFailureOf(made);
  const { numberId } = input;
  await vault.savePending(scope.lease, { numberId, environment: gateway.environment, session: made.session });
  return made.session;
}
