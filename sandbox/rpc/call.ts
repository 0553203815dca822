import type { Account } from '../accounts/account.ts';
import type { AuthKey } from '../key-exchange/auth-key.ts';
import type { AuthKeys } from '../message-layer/auth-keys.ts';
import type { World } from '../world.ts';

/** What a method's handler knows beside its request. */
export interface Call {
  readonly world: World;
  readonly dcId: number;
  /** Whose sign-in it is: the permanent key that a bound temporary key stands for, or else the key itself. */
  readonly key: AuthKey;
  /** The key that the message came with. */
  readonly sessionKey: AuthKey;
  readonly keys: AuthKeys;
  readonly sessionId: bigint;
  readonly msgId: bigint;
  readonly method: string;
  /** The scripted number that the call names, or whose code was asked for on this key. */
  readonly account: Account | undefined;
  readonly nowMs: number;
  /** The layer that answers are written in. */
  readonly layer: number;
}
