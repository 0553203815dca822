import { Api } from 'telegram/tl/index.js';
import { notSignedIn } from '../../accounts/authorization.ts';
import type { Call } from '../call.ts';
import { signedInAccount } from '../signed-in-account.ts';
import { newToken } from './sign-in.ts';

/** A sign-in that never got past its password has no token to hand out. */
export function logOut(_request: Api.auth.LogOut, call: Call): Api.auth.LoggedOut {
  const account = signedInAccount(call);
  const futureAuthToken = call.key.authorization.kind === 'signedIn' ? newToken(account, call) : undefined;
  account.keys.delete(call.key);
  call.key.authorization = notSignedIn;
  return new Api.auth.LoggedOut(futureAuthToken === undefined ? {} : { futureAuthToken });
}
