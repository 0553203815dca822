import { Api } from 'telegram/tl/index.js';
import { notSignedIn } from '../../accounts/authorization.ts';
import type { Call } from '../call.ts';
import { signedInAccount } from '../signed-in-account.ts';

export function logOut(_request: Api.auth.LogOut, call: Call): Api.auth.LoggedOut {
  signedInAccount(call).keys.delete(call.key);
  call.key.authorization = notSignedIn;
  return new Api.auth.LoggedOut({});
}
