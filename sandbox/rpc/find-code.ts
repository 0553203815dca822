import type { Account, IssuedCode } from '../accounts/account.ts';
import type { Call } from './call.ts';
import { RpcError } from './rpc-error.ts';

/**
 * The code that a hash stands for. PHONE_CODE_EXPIRED is the one answer to a hash that is
 * unknown, void, too old, or was given to another auth key (telegram-sign-in 4.3, 5.1).
 */
export function findCode(
  request: { readonly phoneNumber: string; readonly phoneCodeHash: string },
  { account, key, nowMs }: Call,
): { account: Account; issued: IssuedCode } {
  if (account === undefined) throw new RpcError(400, 'PHONE_NUMBER_INVALID');
  if (request.phoneCodeHash === '') throw new RpcError(400, 'PHONE_CODE_HASH_EMPTY');
  const issued = account.codes.get(request.phoneCodeHash);
  if (issued?.key !== key || !isLive(issued, nowMs)) throw new RpcError(400, 'PHONE_CODE_EXPIRED');
  return { account, issued };
}

export function isLive(issued: IssuedCode, nowMs: number): boolean {
  return issued.voided === undefined && nowMs < issued.expiresAtMs;
}
