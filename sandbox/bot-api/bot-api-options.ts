import type { SandboxLogger } from '../logger.ts';

export interface BotIdentity {
  readonly id: number;
  readonly username: string;
  readonly firstName: string;
  /** As set with BotFather: in groups the bot then gets commands, replies to it and service messages only. Default: true. */
  readonly privacyMode?: boolean;
}

export interface Person {
  readonly id: number;
  readonly firstName: string;
  readonly username?: string;
  readonly languageCode?: string;
}

export interface GroupInput {
  /** Negative; -100… is a supergroup, anything else a basic group. */
  readonly id: number;
  readonly title: string;
  readonly members: readonly number[];
  readonly admins?: readonly number[];
  /** It then sees every message and may delete those of others. */
  readonly botIsAdmin?: boolean;
}

export interface BotApiOptions {
  /** 0 or none: one that is free. */
  readonly port?: number;
  /** As BotFather gives them out, `ID:SECRET`. */
  readonly token: string;
  readonly bot: BotIdentity;
  readonly users: readonly Person[];
  readonly groups?: readonly GroupInput[];
  readonly logger?: SandboxLogger;
  readonly nowMs?: () => number;
  /** Entities that are newer than this version are refused. Default: 9.5. */
  readonly apiVersion?: number;
  /** URLs of buttons whose host has no dot in it, as in http://localhost: Telegram refuses them. Default: 'refuse'. */
  readonly dotlessHosts?: 'refuse' | 'allow';
  /** How long a press waits for its answer and can be answered. Telegram's is not published. Default: 15. */
  readonly callbackSeconds?: number;
}
