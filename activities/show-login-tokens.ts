import { Context } from '@temporalio/activity';
import { assertNever } from '../domain/assert-never.ts';
import type { ScanOutcome } from '../domain/login-event.ts';
import type { CallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import { tokenIn } from './future-token.ts';
import { notOursOf } from './not-ours.ts';
import type { OpenSession } from './open-session.ts';
import { failureOf } from './outcomes.ts';
import { passwordNeeded } from './password-needed.ts';
import { signedInAs } from './signed-in-as.ts';
import type { Account } from '../telegram/gateway.ts';
import type { ScanInput } from './wait-for-scan.ts';

/** So long before its end a QR code is replaced: nobody is to scan one that dies on the way. */
const REFRESH_BEFORE_MS = 3_000;
/** Between two exports, however short tokens live and whatever the clocks say. */
const SHORTEST_MS = 500;
const LONGEST_MS = 60_000;

/** With the token that came along, which no outcome may carry. */
export type Found = ScanOutcome & { futureToken?: Uint8Array };
/** True from the first QR code on, and after a code that was typed, until Telegram has said who is in. */
export type Doubt = { mayBeIn: boolean };
export type Migrate = { kind: 'migrate'; dcId: number; token: string };

/** Shows token after token over one connection. `auth.exportLoginToken` also tells what became of the token before. */
export async function showLoginTokens(
  deps: ActivityDeps,
  input: ScanInput,
  scope: CallScope,
  { on, phone, doubt }: { on: OpenSession; phone: string; doubt: Doubt },
): Promise<Found | Migrate> {
  const { connection } = on;
  const stop = stopSignal(deps);
  if (doubt.mayBeIn) {
    const before = await whoIsIn(deps, on, phone);
    if (before.kind !== 'nobody') return before;
    doubt.mayBeIn = false;
  }
  const { effectId, numberId } = input;
  await deps.vault.openIntent(scope.lease, { effectId, method: 'auth.exportLoginToken', numberId });
  for (;;) {
    if (stop.aborted) return await atTheEnd(deps, on, phone);
    const answer = await connection.exportLoginToken();
    switch (answer.kind) {
      case 'token': {
        const { token, expiresInMs } = answer;
        doubt.mayBeIn = true;
        if (!scope.mayWrite()) return { kind: 'lost' };
        const expiresAtMs = Date.now() + expiresInMs;
        await deps.records.putScan(input.loginId, { link: `tg://login?token=${token}`, expiresAtMs });
        const withinMs = Math.min(Math.max(SHORTEST_MS, expiresInMs - REFRESH_BEFORE_MS), LONGEST_MS);
        const update = await connection.nextLoginTokenUpdate({ withinMs, signal: stop });
        if (update.kind === 'lost') return { kind: 'lost' };
        continue;
      }
      case 'migrate':
        doubt.mayBeIn = true;
        return answer;
      case 'signedIn':
        return { ...(await whoseIs(deps, on, answer.account, phone)), ...tokenIn(answer) };
      case 'passwordNeeded':
        return await passwordNeeded(connection);
      case 'signUpRequired':
        return { kind: 'stopped', code: 'NO_ACCOUNT' };
      case 'refused':
      case 'lost':
      case 'notSent':
      case 'libraryTooOld':
        return failureOf(answer);
      default:
        return assertNever(answer);
    }
  }
}

/** The account of the number, or none of ours: then it is signed out by the rules, and nothing of it is told. */
export async function whoseIs(
  deps: ActivityDeps,
  on: OpenSession,
  account: Account,
  phone: string,
): Promise<ScanOutcome> {
  const notOurs = account.bot ? undefined : notOursOf(account, phone);
  return notOurs ?? (await signedInAs(deps, on, account));
}

/** An attempt before this one may have been let in without having heard of it. */
async function whoIsIn(deps: ActivityDeps, on: OpenSession, phone: string): Promise<ScanOutcome | { kind: 'nobody' }> {
  const who = await on.connection.whoAmI();
  switch (who.kind) {
    case 'account':
      return await whoseIs(deps, on, who.account, phone);
    case 'passwordNeeded':
      return await passwordNeeded(on.connection);
    case 'notSignedIn':
      return { kind: 'nobody' };
    case 'refused':
    case 'lost':
    case 'notSent':
    case 'libraryTooOld':
      return failureOf(who);
    default:
      return assertNever(who);
  }
}

/** Somebody may have scanned while the wait was being ended: then there is a session that has to be ended too. */
async function atTheEnd(deps: ActivityDeps, on: OpenSession, phone: string): Promise<ScanOutcome> {
  const who = await whoIsIn(deps, on, phone);
  if (who.kind === 'nobody') return { kind: 'notScanned' };
  return who.kind === 'refused' || who.kind === 'notSent' ? { kind: 'lost' } : who;
}

function stopSignal({ leaving }: ActivityDeps): AbortSignal {
  const { cancellationSignal } = Context.current();
  return leaving === undefined ? cancellationSignal : AbortSignal.any([cancellationSignal, leaving]);
}
