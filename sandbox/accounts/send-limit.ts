import type { Account } from './account.ts';
import { RpcError } from '../rpc/rpc-error.ts';

const dayMs = 24 * 3600_000;
/** Refused sends after which PHONE_NUMBER_FLOOD turns into FLOOD_WAIT_X. */
const patience = 3;
/** Highest FLOOD_WAIT_X reported at auth.sendCode, in seconds. */
const longestWaitSeconds = 80_000;

/**
 * About five sign-ins a day and number, then a flood until the next day (telegram-sign-in 5.9);
 * who goes on asking waits longer each time.
 */
export function countSend(account: Account, nowMs: number): void {
  if (nowMs < account.passwordFloodUntilMs) throw new RpcError(406, 'PHONE_PASSWORD_FLOOD');
  account.sendsAtMs = account.sendsAtMs.filter((atMs) => nowMs - atMs < dayMs);
  const limit = account.scenario.loginsPerDay;
  if (limit === null || account.sendsAtMs.length < limit) {
    account.sendsAtMs.push(nowMs);
    account.refusedSends = 0;
    return;
  }
  account.refusedSends++;
  if (account.refusedSends <= patience) throw new RpcError(400, 'PHONE_NUMBER_FLOOD');
  const doubled = 60 * 2 ** (account.refusedSends - patience);
  throw new RpcError(420, `FLOOD_WAIT_${Math.min(doubled, longestWaitSeconds)}`);
}
