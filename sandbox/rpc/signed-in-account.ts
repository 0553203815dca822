import type { Account } from '../accounts/account.ts';
import type { Call } from './call.ts';
import { RpcError } from './rpc-error.ts';

/** The account whose sign-in this key carries, finished or waiting for its password. */
export function signedInAccount({ key, world }: Call): Account {
  const { authorization } = key;
  const account = authorization.kind === 'none' ? undefined : world.accounts.find(authorization.phone);
  if (account === undefined) throw new RpcError(401, 'AUTH_KEY_UNREGISTERED');
  return account;
}
