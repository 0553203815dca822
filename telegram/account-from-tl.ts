import { Api } from 'telegram/tl/index.js';
import type { Account } from './gateway.ts';
import { isPresent } from './is-present.ts';

/** An account as Telegram describes it to itself. A deleted one has no first name. */
export function accountFromTl(user: Api.TypeUser): Account {
  const userId = user.id.toString();
  if (!(user instanceof Api.User)) return { userId, firstName: '', bot: false };
  const username = user.username ?? user.usernames?.find(({ active }) => active)?.username;
  return {
    userId,
    firstName: user.firstName ?? '',
    ...(isPresent(username) ? { username } : {}),
    bot: user.bot === true,
    ...(isPresent(user.phone) ? { phone: user.phone } : {}),
  };
}
