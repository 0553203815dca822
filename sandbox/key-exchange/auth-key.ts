import type { MessageIds } from '../message-layer/message-ids.ts';
import type { Session } from '../message-layer/session.ts';
import type { Authorization } from '../accounts/authorization.ts';

/** One auth key of one data centre. Keys never move between data centres. */
export interface AuthKey {
  /** 16 hex digits, as `GET /calls` shows it. */
  readonly id: string;
  readonly idBytes: Buffer;
  readonly dcId: number;
  readonly bytes: Buffer;
  /** From the key exchange; valid beside the rotating salts for the first hour. */
  readonly initialSalt: bigint;
  readonly createdAtMs: number;
  /** Of a temporary key: when it dies. */
  expiresAtMs: number | undefined;
  /** Of a temporary key: the one that it stands for since auth.bindTempAuthKey. */
  permanent: AuthKey | undefined;
  readonly sessions: Map<bigint, Session>;
  readonly messageIds: MessageIds;
  /** The layer last declared with invokeWithLayer; kept with the key (core.telegram.org/api/invoking). */
  layer: number | undefined;
  /** True once initConnection was seen. */
  initialised: boolean;
  /** Calls without a phone number are attributed to the number whose code was last asked for. */
  phone: string | undefined;
  authorization: Authorization;
}
