import { Context } from '@temporalio/activity';
import { assertNever } from '../domain/assert-never.ts';
import type { ScanOutcome } from '../domain/login-event.ts';
import type { CallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import { tokenIn } from './future-token.ts';
import type { OpenSession } from './open-session.ts';
import { failureOf } from './outcomes.ts';
import { passwordNeeded } from './password-needed.ts';
import { signedInOurs } from './signed-in-ours.ts';
import type { LoginTokenAnswer } from '../telegram/gateway.ts';
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
      default:
        return await foundBy(deps, on, answer, phone);
    }
  }
}

type Settled = Exclude<LoginTokenAnswer, { kind: 'token' | 'migrate' }>;

/** What `auth.exportLoginToken` or `auth.importLoginToken` says once somebody has accepted, or nobody can. */
export async function foundBy(deps: ActivityDeps, on: OpenSession, answer: Settled, phone: string): Promise<Found> {
  switch (answer.kind) {
    case 'signedIn':
      return { ...(await signedInOurs(deps, on, answer.account, phone)), ...tokenIn(answer) };
    case 'passwordNeeded':
      return await passwordNeeded(on.connection);
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

/** An attempt before this one may have been let in without having heard of it. */
async function whoIsIn(deps: ActivityDeps, on: OpenSession, phone: string): Promise<ScanOutcome | { kind: 'nobody' }> {
  const who = await on.connection.whoAmI();
  switch (who.kind) {
    case 'account':
      return await signedInOurs(deps, on, who.account, phone);
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
