import { createGateway } from '../../telegram/gramjs-gateway.ts';
import type { Connection } from '../../telegram/gateway.ts';
import type { Ground } from './open-ground.ts';

/** Sign-ins under way at the same time, each with a key of its own. */
const KEYS = 8;
const LENGTH_MS = 10_000;
const DEADLINE_MS = 60_000;
const CODE = '12345';

export type SandboxLoad = { keys: number; signIns: number; signInsPerSecond: number };

/**
 * How many sign-ins (auth.sendCode, auth.signIn, and auth.logOut so that the key can be used again) the sandbox serves in a
 * second. Its process is one thread, the client is another process; keys and connections are made before the clock starts.
 */
export async function sandboxLoad({ sandbox, publicKeyPem }: Ground, signal: AbortSignal): Promise<SandboxLoad> {
  const gateway = createGateway({
    apiId: 4607,
    apiHash: '0123456789abcdef0123456789abcdef',
    device: { model: 'Bench', systemVersion: 'server', appVersion: '0.1' },
    dcs: [sandbox.dc],
    publicKeyPem,
  });
  const connections: { phone: string; connection: Connection }[] = [];
  for (let number = 0; number < KEYS; number += 1) {
    const phone = `+1777${String(number).padStart(7, '0')}`;
    await sandbox.putAccount(phone, { deliveries: [{ type: 'App' }], code: CODE, loginsPerDay: null });
    const made = await gateway.createSession(sandbox.dc.id, { deadlineMs: DEADLINE_MS, signal });
    if (made.kind !== 'created') throw new Error(made.reason);
    const opened = await gateway.open(made.session, { deadlineMs: DEADLINE_MS, signal });
    if (opened.kind !== 'open') throw new Error(opened.reason);
    connections.push({ phone, connection: opened.connection });
  }
  const begunAt = performance.now();
  let signIns = 0;
  await Promise.all(
    connections.map(async ({ phone, connection }) => {
      while (performance.now() - begunAt < LENGTH_MS) {
        await signInAndOut(connection, phone);
        signIns += 1;
      }
      await connection.close();
    }),
  );
  const tookMs = performance.now() - begunAt;
  return { keys: KEYS, signIns, signInsPerSecond: (signIns / tookMs) * 1_000 };
}

async function signInAndOut(connection: Connection, phone: string): Promise<void> {
  const sent = await connection.sendCode({ phone });
  if (sent.kind !== 'sentCode') throw new Error(`auth.sendCode was answered with ${sent.kind}.`);
  const signedIn = await connection.signIn({ phone, hash: sent.sentCode.hash, code: CODE });
  if (signedIn.kind !== 'signedIn') throw new Error(`auth.signIn was answered with ${signedIn.kind}.`);
  const out = await connection.logOut();
  if (out.kind !== 'done') throw new Error(`auth.logOut was answered with ${out.kind}.`);
}
