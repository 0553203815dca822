import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openSqliteRecords } from '../../vault/records/sqlite-records.ts';
import { openSqliteSessionVault } from '../../vault/sessions/sqlite-session-vault.ts';
import { idKey, payloadKeys, vaultKeys } from './test-keys.ts';

const canaryKey = new Uint8Array(256).map((_, index) => (index * 167 + 91) % 256);

/** What must never stand in a vault's files, by name. */
export const canaries: Readonly<Record<string, string | Uint8Array>> = {
  phone: '4915198765432',
  hash: 'c0ffee5eed0f7ruth1',
  authKey: canaryKey,
  label: 'Canary support desk',
  owner: 'Wilhelmina Canary',
  actor: 'canary-operator-77',
  firstName: 'Canarina',
  detail: 'canary reason for it',
  view: 'canary-step-of-a-view',
  futureToken: new Uint8Array(32).map((_, index) => (index * 59 + 7) % 256),
};

/** Puts every canary where it belongs, in the vault and the records of one file. Call `close` after the search. */
export async function writeCanaries(file: string): Promise<{ close(): Promise<void> }> {
  const text = (name: string) => String(canaries[name]);
  const phone = `+${text('phone')}`;
  const records = await openSqliteRecords({ file, payloadKeys, idKey });
  const vault = await openSqliteSessionVault({ file, vaultKeys });
  const actor = text('actor');
  const { numberId } = await records.enrol({ phone, label: text('label'), owner: text('owner'), actor });
  await records.putView({ numberId, loginId: 'l1', version: 1, view: { step: text('view'), phone }, ended: false }, [
    { auditId: 'a1', atMs: 1, numberId, actor, act: 'login.start', detail: text('detail') },
  ]);
  const answer = await vault.acquireLease({ sessionId: 's1', holder: 'worker', ttlMs: 60_000 });
  if (answer.kind !== 'acquired') throw new Error('the lease is held');
  const session = { dcId: 2, host: '127.0.0.1', port: 443, authKey: canaryKey, timeOffsetSeconds: 0 };
  await vault.savePending(answer.lease, { numberId, environment: 'sandbox', session });
  await vault.openIntent(answer.lease, { effectId: 'e1', method: 'auth.sendCode', numberId });
  await vault.answerIntent(answer.lease, { effectId: 'e1', result: { hash: text('hash') } });
  await vault.keepFutureToken('sandbox', Buffer.from(canaries['futureToken'] ?? ''));
  await vault.openIntent(answer.lease, { effectId: 'e2', method: 'auth.signIn', numberId });
  const promote = { userId: '777', firstName: text('firstName') };
  await vault.answerIntent(answer.lease, { effectId: 'e2', result: {}, session, promote });
  return {
    async close() {
      await vault.close();
      await records.close();
    },
  };
}

/** The names of the canaries that stand in any file beside `file`, in any of the usual writings. */
export function findCanaries(file: string): string[] {
  const folder = dirname(file);
  const contents = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  return Object.entries(canaries)
    .filter(([, canary]) => writings(canary).some((one) => contents.some((content) => content.includes(one))))
    .map(([name]) => name);
}

/** As it is, UTF-16LE, hex, and base64 at each of the three offsets it may start at. */
export function writings(canary: string | Uint8Array): Buffer[] {
  const bytes = Buffer.from(canary);
  const hex = bytes.toString('hex');
  const wide = typeof canary === 'string' ? [Buffer.from(canary, 'utf16le')] : [];
  const base64 = [0, 1, 2].flatMap((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes]);
    // Only the characters that its neighbours have no part in.
    const whole = shifted.subarray(0, shifted.length - (shifted.length % 3)).toString('base64');
    const own = whole.slice(offset === 0 ? 0 : 4);
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')].map((one) => Buffer.from(one));
  });
  return [bytes, ...wide, Buffer.from(hex), Buffer.from(hex.toUpperCase()), ...base64];
}
