import type { Account, IssuedCode } from '../accounts/account.ts';
import { sentCodeBytes } from '../accounts/sent-code.ts';
import type { Call } from './call.ts';
import type { Answer } from './method.ts';
import { rawAnswer } from './method.ts';

/** Sends the delivery at `position` of the account's chain. */
export function sendDelivery(
  account: Account,
  call: Call,
  { position, ...order }: { position: number; repeat?: string | undefined; emptyHash?: boolean },
): IssuedCode {
  const { key, nowMs, world } = call;
  const isApp = account.scenario.deliveries[position]?.type === 'App';
  const lost = isApp && world.settings.appCode === 'neverArrives';
  return account.issue({ key, position, nowMs, lost, ...order });
}

/** auth.sentCode about a code that is out. */
export function sentCodeAnswer(account: Account, issued: IssuedCode, { layer, world }: Call): Answer {
  const { timeoutField } = world.settings;
  return rawAnswer(sentCodeBytes(account.scenario.deliveries, issued, { layer, timeoutField }));
}
