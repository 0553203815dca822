import type { Account } from '../accounts/account.ts';
import type { AuthKey } from '../key-exchange/auth-key.ts';
import type { World } from '../world.ts';

/** What a method's handler knows beside its request. */
export interface Call {
  readonly world: World;
  readonly dcId: number;
  readonly key: AuthKey;
  readonly method: string;
  /** The scripted number that the call names, or whose code was asked for on this key. */
  readonly account: Account | undefined;
  readonly nowMs: number;
  /** The layer that answers are written in. */
  readonly layer: number;
}
