import type { PasswordNeeded } from '../domain/login-event.ts';
import type { Connection } from '../telegram/gateway.ts';

/** The password's hint, fetched over the connection at hand; the sign-in goes on without it if it does not come. */
export async function passwordNeeded(connection: Connection): Promise<PasswordNeeded> {
  const info = await connection.getPassword();
  if (info.kind !== 'challenge') return { kind: 'passwordNeeded', hasRecovery: false };
  const { hint, hasRecovery } = info;
  return { kind: 'passwordNeeded', hasRecovery, ...(hint === undefined || hint === '' ? {} : { hint }) };
}
