import { activityInfo, ApplicationFailure, Context } from '@temporalio/activity';
import type { LoginActivities } from '../contracts/login-activities.ts';
import { CALL_DEADLINE_MS } from '../contracts/timings.ts';
import { assertNever } from '../domain/assert-never.ts';
import type { CallFailure, ScanOutcome } from '../domain/login-event.ts';
import type { StoredSession } from '../vault/sessions/session-vault.ts';
import { type CallScope, inCallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import { moveToHome } from './move-to-home.ts';
import { overConnection } from './open-session.ts';
import { sessionFor } from './session-for.ts';
import { type Found, showLoginTokens } from './show-login-tokens.ts';
import { stoppedBefore } from './stopped-before.ts';
import { storedScan } from './stored-outcome.ts';
import { tellRecords } from './publish-view.ts';

export type ScanInput = Parameters<LoginActivities['waitForScan']>[0];

/** Attempts that reached nobody, until the person is told why no QR code comes. */
const UNSENT_ATTEMPTS = 4;

/**
 * `auth.exportLoginToken`, again and again: shows a QR code until somebody has scanned it or the wait is cancelled. One connection
 * is held meanwhile, under the lease of its key. A worker that is to end leaves the rest to the next one.
 */
export async function waitForScan(deps: ActivityDeps, input: ScanInput): Promise<ScanOutcome> {
  const stopped = await stoppedBefore(deps, input);
  if (stopped !== undefined) return stopped;
  const number = await deps.records.number(input.numberId);
  if (number === undefined) return { kind: 'stopped', code: 'NUMBER_NOT_ENROLLED' };
  // The QR code is drawn beside its view, which must be there first.
  await tellRecords(deps, input.publication);
  const outcome = await inCallScope(deps, input, async (held) => {
    const scope = { ...held, remainingMs: () => CALL_DEADLINE_MS };
    try {
      return await untilScanned(deps, input, scope, number.phone);
    } finally {
      if (scope.mayWrite()) await deps.records.putScan(input.loginId, undefined);
    }
  });
  return goOnOrTell(deps, outcome);
}

async function untilScanned(
  deps: ActivityDeps,
  input: ScanInput,
  scope: CallScope,
  phone: string,
): Promise<ScanOutcome> {
  const { vault } = deps;
  const { effectId, numberId } = input;
  const opening = await vault.openIntent(scope.lease, { effectId, method: 'auth.exportLoginToken', numberId });
  if (opening.kind === 'answered') return storedScan(opening.result);
  const session = await sessionFor(deps, input, scope, await freshKeyAt(deps, input, opening.kind === 'opened'));
  if ('kind' in session) return session;
  const shown = await overConnection(
    deps,
    session,
    scope,
    async (on) => ({ ...(await showLoginTokens(deps, input, scope, on, phone)), session: on.session }),
    { staysOpenMs: Infinity },
  );
  const found = shown.kind === 'migrate' ? await moveToHome(deps, input, scope, { ...shown, phone }) : shown;
  return await store(deps, input, scope, found);
}

/** Only before the first attempt: what comes after it may have been accepted under the key that is there. */
async function freshKeyAt(
  deps: ActivityDeps,
  { freshKey, loginId }: ScanInput,
  isFirst: boolean,
): Promise<number | undefined> {
  if (!freshKey || !isFirst) return undefined;
  return (await deps.vault.load(loginId))?.session.dcId ?? deps.gateway.firstDcId;
}

/** What somebody has brought about is in the vault before it is told; what did not happen is tried again. */
async function store(
  { vault }: ActivityDeps,
  { effectId }: ScanInput,
  scope: CallScope,
  found: Found & { session?: StoredSession },
): Promise<ScanOutcome> {
  const { session, futureToken, ...outcome } = found;
  switch (outcome.kind) {
    case 'signedIn':
    case 'passwordNeeded':
    case 'otherAccount':
    case 'notProven':
      await vault.answerIntent(scope.lease, {
        effectId,
        result: outcome,
        ...(session === undefined ? {} : { session }),
        ...(outcome.kind === 'signedIn' ? { promote: outcome.account } : {}),
        ...(outcome.kind === 'signedIn' && futureToken !== undefined ? { futureToken } : {}),
      });
      return outcome;
    case 'notScanned':
    case 'refused':
    case 'stopped':
    case 'lost':
    case 'notSent':
      return outcome;
    default:
      return assertNever(outcome);
  }
}

/** A lost connection says nothing about the scan: the next attempt asks. Who has cancelled is told at once. */
function goOnOrTell({ leaving }: ActivityDeps, outcome: ScanOutcome): ScanOutcome {
  if (isOver(outcome)) return outcome;
  const isCancelled = Context.current().cancellationSignal.aborted && leaving?.aborted !== true;
  if (isCancelled) return outcome.kind === 'notScanned' ? outcome : { kind: 'lost' };
  if (outcome.kind === 'notSent' && activityInfo().attempt >= UNSENT_ATTEMPTS) return outcome;
  throw ApplicationFailure.retryable('The wait for a scan goes on with the next attempt.', 'SCAN_INTERRUPTED');
}

function isOver(outcome: ScanOutcome): boolean {
  const { kind } = outcome satisfies ScanOutcome | CallFailure;
  return kind !== 'lost' && kind !== 'notSent' && kind !== 'notScanned';
}
