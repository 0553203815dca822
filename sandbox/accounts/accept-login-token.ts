import type { World } from '../world.ts';
import type { Account } from './account.ts';

/** As auth.acceptLoginToken names it (telegram-sign-in 4.2). */
export type LoginTokenRefusal =
  | 'AUTH_TOKEN_INVALIDX'
  | 'AUTH_TOKEN_EXPIRED'
  | 'AUTH_TOKEN_ALREADY_ACCEPTED'
  | 'AUTH_TOKEN_EXCEPTION';

/** An account lets whoever shows the token in: what its phone does on a scan, and what any session of it may do. */
export function acceptLoginToken(world: World, account: Account, bytes: Buffer): LoginTokenRefusal | undefined {
  const token = world.loginTokens.find(bytes);
  if (token === undefined) return 'AUTH_TOKEN_INVALIDX';
  if (world.nowMs() >= token.expiresAtMs) return 'AUTH_TOKEN_EXPIRED';
  if (token.acceptedBy !== undefined) return 'AUTH_TOKEN_ALREADY_ACCEPTED';
  if (token.exceptIds.includes(String(account.userId))) return 'AUTH_TOKEN_EXCEPTION';
  token.acceptedBy = account.phone;
  token.key.phone = account.phone;
  token.notify();
  return undefined;
}
