import type { Account } from '../accounts/account.ts';
import type { PasswordVerifier } from '../accounts/password-verifier.ts';
import type { DataCentre } from '../data-centre.ts';
import type { AuthKey } from '../key-exchange/auth-key.ts';
import type { World } from '../world.ts';
import type { AccountSnapshot, Snapshot } from './snapshot.ts';

/** Fills an empty sandbox, in which every data centre runs that something was kept of (choose-dcs.ts). */
export function restoreSnapshot({ keys, accounts }: Snapshot, world: World, dcs: readonly DataCentre[]): void {
  const find = (dc: number, id: string): AuthKey | undefined => dcs.find((one) => one.id === dc)?.keys.get(id);
  const bound: { key: AuthKey; permanent: string }[] = [];
  for (const { dc, bytes, initialSalt, permanent, ...kept } of keys) {
    const home = dcs.find(({ id }) => id === dc);
    if (home === undefined) continue;
    const key = home.keys.add({ ...kept, bytes: Buffer.from(bytes, 'base64'), initialSalt: BigInt(initialSalt) });
    if (permanent !== undefined) bound.push({ key, permanent });
  }
  for (const { key, permanent } of bound) key.permanent = find(key.dcId, permanent);
  for (const snapshot of accounts)
    restoreAccount(snapshot, world.accounts.put(snapshot.phone, snapshot.scenario), find);
  for (const dc of dcs) {
    for (const key of dc.keys.all()) {
      const { authorization } = key;
      if (authorization.kind !== 'none') world.accounts.find(authorization.phone)?.keys.add(key);
    }
  }
}

function restoreAccount(
  snapshot: AccountSnapshot,
  account: Account,
  find: (dc: number, id: string) => AuthKey | undefined,
): void {
  account.inbox.push(...snapshot.inbox);
  account.sendsAtMs = snapshot.sendsAtMs;
  account.refusedSends = snapshot.refusedSends;
  account.wrongPasswords = snapshot.wrongPasswords;
  account.passwordFloodUntilMs = snapshot.passwordFloodUntilMs;
  account.recovery = snapshot.recovery;
  account.replacedPassword = snapshot.replacedPassword && verifierFrom(snapshot.replacedPassword);
  account.emailResetAtMs = snapshot.emailResetAtMs;
  for (const [method, count] of Object.entries(snapshot.callCounts)) account.callCounts.set(method, count);
  for (const [method, untilMs] of Object.entries(snapshot.floodUntilMs)) account.floodUntilMs.set(method, untilMs);
  for (const method of snapshot.floodsBegun) account.floodsBegun.add(method);
  for (const [at, token] of snapshot.futureTokens.entries()) {
    account.futureTokens.set(token, snapshot.futureTokensAtMs[at] ?? 0);
  }
  for (const { dc, key: keyId, voided, resentAs: _resentAs, email, ...issued } of snapshot.codes) {
    const key = find(dc, keyId);
    if (key) account.codes.set(issued.hash, { ...issued, key, voided, email, resentAs: undefined });
  }
  for (const { hash, resentAs } of snapshot.codes) {
    const issued = account.codes.get(hash);
    if (issued && resentAs !== undefined) issued.resentAs = account.codes.get(resentAs);
  }
}

function verifierFrom({ salt1, salt2, v }: NonNullable<AccountSnapshot['replacedPassword']>): PasswordVerifier {
  return { salt1: Buffer.from(salt1, 'base64'), salt2: Buffer.from(salt2, 'base64'), v: Buffer.from(v, 'base64') };
}
