import type { CallFailure } from '../domain/login-event.ts';
import type { CallOptions, Connection } from '../telegram/gateway.ts';
import type { StoredSession } from '../vault/sessions/session-vault.ts';
import type { CallScope } from './call-scope.ts';
import type { ActivityDeps } from './deps.ts';
import { openFailureOf } from './outcomes.ts';

export type OpenSession = { connection: Connection; session: StoredSession };

/** Runs `call` over one connection with the sign-in's own key, and closes it whatever happens. */
export async function withSession<Result>(
  deps: ActivityDeps,
  loginId: string,
  scope: CallScope,
  call: (on: OpenSession) => Promise<Result>,
): Promise<Result | CallFailure> {
  const row = await deps.vault.load(loginId);
  if (row === undefined || row.status === 'ended') return { kind: 'stopped', code: 'AUTH_KEY_UNKNOWN' };
  return await overConnection(deps, row.session, scope, call);
}

export async function overConnection<Result>(
  deps: ActivityDeps,
  session: StoredSession,
  scope: CallScope,
  call: (on: OpenSession) => Promise<Result>,
  more: Pick<CallOptions, 'staysOpenMs'> = {},
): Promise<Result | CallFailure> {
  const opened = await deps.gateway.open(session, {
    deadlineMs: scope.remainingMs(),
    signal: scope.signal,
    mayWrite: scope.mayWrite,
    ...more,
  });
  if (opened.kind === 'failed') return openFailureOf(opened);
  const { connection, timeOffsetSeconds } = opened;
  try {
    return await call({ connection, session: { ...session, timeOffsetSeconds } });
  } finally {
    await connection.close();
  }
}
