import type { Account, IssuedCode } from '../accounts/account.ts';
import type { PasswordVerifier } from '../accounts/password-verifier.ts';
import type { DataCentre } from '../data-centre.ts';
import type { AuthKey } from '../key-exchange/auth-key.ts';
import type { World } from '../world.ts';
import type { AccountSnapshot, KeySnapshot, Snapshot } from './snapshot.ts';

export function takeSnapshot(world: World, dcs: readonly DataCentre[]): Snapshot {
  return {
    version: 1,
    privateKeyPem: world.serverKey.privateKeyPem,
    saltSecret: world.saltSecret.toString('base64'),
    settings: world.settings,
    dcs: dcs.map(({ id }) => id),
    keys: dcs.flatMap((dc) => dc.keys.all().map((key) => ofKey(key))),
    accounts: world.accounts.all().map((account) => ofAccount(account)),
  };
}

function ofKey(key: AuthKey): KeySnapshot {
  return {
    dc: key.dcId,
    bytes: key.bytes.toString('base64'),
    initialSalt: key.initialSalt.toString(),
    createdAtMs: key.createdAtMs,
    expiresAtMs: key.expiresAtMs,
    permanent: key.permanent?.id,
    layer: key.layer,
    initialised: key.initialised,
    phone: key.phone,
    authorization: key.authorization,
  };
}

function ofAccount(account: Account): AccountSnapshot {
  return {
    phone: account.phone,
    scenario: account.scenario,
    inbox: account.inbox,
    codes: [...account.codes.values()].map((issued) => ofCode(issued)),
    callCounts: Object.fromEntries(account.callCounts),
    floodUntilMs: Object.fromEntries(account.floodUntilMs),
    floodsBegun: [...account.floodsBegun],
    futureTokens: [...account.futureTokens.keys()],
    futureTokensAtMs: [...account.futureTokens.values()],
    sendsAtMs: account.sendsAtMs,
    refusedSends: account.refusedSends,
    wrongPasswords: account.wrongPasswords,
    passwordFloodUntilMs: account.passwordFloodUntilMs,
    recovery: account.recovery,
    replacedPassword: account.replacedPassword && ofVerifier(account.replacedPassword),
    ...(account.emailResetAtMs === undefined ? {} : { emailResetAtMs: account.emailResetAtMs }),
  };
}

function ofVerifier({ salt1, salt2, v }: PasswordVerifier): AccountSnapshot['replacedPassword'] {
  return { salt1: salt1.toString('base64'), salt2: salt2.toString('base64'), v: v.toString('base64') };
}

function ofCode({ key, resentAs, ...issued }: IssuedCode): AccountSnapshot['codes'][number] {
  return { ...issued, dc: key.dcId, key: key.id, resentAs: resentAs?.hash };
}
