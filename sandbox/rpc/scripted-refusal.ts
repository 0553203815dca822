import type { Account } from '../accounts/account.ts';
import { RpcError } from './rpc-error.ts';

/** The error that the scenario wants at this call, if any. Counts the call. */
export function scriptedRefusal(account: Account, method: string, nowMs: number): RpcError | undefined {
  const count = (account.callCounts.get(method) ?? 0) + 1;
  account.callCounts.set(method, count);
  const scripted = account.scenario.errors.find(
    ({ nth, times, ...error }) => error.method === method && count >= nth && count < nth + times,
  );
  if (scripted) return new RpcError(scripted.code, scripted.message, scripted.notice);
  return flood(account, method, nowMs);
}

/** A flood begins with the method's first call; calls before its end are told what is left. */
function flood(account: Account, method: string, nowMs: number): RpcError | undefined {
  const seconds = account.scenario.floodWaitSeconds[method];
  if (seconds !== undefined && !account.floodsBegun.has(method)) {
    account.floodsBegun.add(method);
    account.floodUntilMs.set(method, nowMs + seconds * 1000);
  }
  const leftMs = (account.floodUntilMs.get(method) ?? 0) - nowMs;
  return leftMs > 0 ? new RpcError(420, `FLOOD_WAIT_${Math.ceil(leftMs / 1000)}`) : undefined;
}
