import { Api } from 'telegram/tl/index.js';
import { TlWriter } from '../../tl/tl-writer.ts';
import type { Call } from '../call.ts';
import type { Answer } from '../method.ts';
import { rawAnswer } from '../method.ts';
import { signedInAccount } from '../signed-in-account.ts';
import { userBytes } from '../user-bytes.ts';

/** Knows one user: oneself. Others are left out, as Telegram does with those one may not see. */
export function getUsers(request: Api.users.GetUsers, call: Call): Answer {
  const account = signedInAccount(call);
  const own = request.id.filter(
    (user) =>
      user instanceof Api.InputUserSelf ||
      (user instanceof Api.InputUser && user.userId.toString() === String(account.userId)),
  );
  const vector = new TlWriter().id(0x1cb5c415).int(own.length);
  const self = userBytes(account, call.layer);
  for (let i = 0; i < own.length; i++) vector.raw(self);
  return rawAnswer(vector.bytes());
}
