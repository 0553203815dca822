import { activityInfo, ApplicationFailure, Context } from '@temporalio/activity';
import type { LoginActivities } from '../contracts/login-activities.ts';
import { CALL_DEADLINE_MS } from '../contracts/timings.ts';
import { assertNever } from '../domain/assert-never.ts';
import type { ScanOutcome, UnsureFailure } from '../domain/login-event.ts';
import type { StoredSession } from '../vault/sessions/session-vault.ts';
import { type CallScope, inCallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import { moveToHome } from './move-to-home.ts';
import { overConnection } from './open-session.ts';
import { sessionFor } from './session-for.ts';
import { type Doubt, type Found, showLoginTokens } from './show-login-tokens.ts';
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
  const outcome = await inCallScope(deps, input, async (held) => {
    const scope = { ...held, remainingMs: () => CALL_DEADLINE_MS };
    try {
      return await untilScanned(deps, input, scope);
    } finally {
      if (scope.mayWrite()) await deps.records.putScan(input.loginId, undefined);
    }
  });
  return goOnOrTell(deps, isBusy(outcome) ? { ...outcome, mayBeIn: true } : outcome);
}

/** Nobody but an attempt before this one has the lease: it may still show a QR code. */
function isBusy(outcome: ScanOutcome): outcome is UnsureFailure {
  return outcome.kind === 'notSent' && outcome.code === 'SESSION_BUSY';
}

async function untilScanned(deps: ActivityDeps, input: ScanInput, scope: CallScope): Promise<ScanOutcome> {
  const { loginId, effectId, numberId, probe } = input;
  const intent = await deps.vault.readIntent({ sessionId: loginId, effectId });
  if (intent.kind === 'answered') return storedScan(intent.result);
  // Shown by an attempt before this one, which nobody has asked about.
  const doubt: Doubt = { mayBeIn: probe || intent.kind !== 'none' };
  const stopped = await stoppedBefore(deps, input);
  if (stopped !== undefined) return withDoubt(stopped, doubt);
  const number = await deps.records.number(numberId);
  if (number === undefined) return withDoubt({ kind: 'stopped', code: 'NUMBER_NOT_ENROLLED' }, doubt);
  // The QR code is drawn beside its view, which must be there first.
  await tellRecords(deps, input.publication);
  const session = await sessionFor(deps, input, scope, await freshKeyAt(deps, input, intent.kind === 'none'));
  if ('kind' in session) return withDoubt(session, doubt);
  const { phone } = number;
  const shown = await overConnection(
    deps,
    session,
    scope,
    async (on) => ({ ...(await showLoginTokens(deps, input, scope, { on, phone, doubt })), session: on.session }),
    { staysOpenMs: Infinity },
  );
  const found = shown.kind === 'migrate' ? await moveToHome(deps, input, scope, { ...shown, phone }) : shown;
  return await store(deps, input, scope, found, doubt);
}

/** Only before the first QR code: what comes after it may have been accepted under the key that is there. */
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
  doubt: Doubt,
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
      return outcome;
    case 'refused':
    case 'stopped':
    case 'lost':
    case 'notSent':
      return withDoubt(outcome, doubt);
    default:
      return assertNever(outcome);
  }
}

/** What did not come about says nothing of whoever may be in. */
function withDoubt(failure: UnsureFailure, { mayBeIn }: Doubt): UnsureFailure {
  return mayBeIn ? { ...failure, mayBeIn } : failure;
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
  const { kind } = outcome;
  return kind !== 'lost' && kind !== 'notSent' && kind !== 'notScanned';
}
