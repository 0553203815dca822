import { z } from 'zod';
import type { SandboxLogger } from '../logger.ts';

export interface BotIdentity {
  readonly id: number;
  readonly username: string;
  readonly firstName: string;
  /** As set with BotFather: in groups the bot then gets commands, replies to it and service messages only. Default: true. */
  readonly privacyMode?: boolean;
}

/** A person of whom all but the number is told. */
export const personSchema = z.strictObject({
  firstName: z.string().min(1),
  username: z.string().optional(),
  languageCode: z.string().optional(),
});

export const groupSchema = z.strictObject({
  title: z.string().min(1),
  members: z.array(z.int().positive()),
  admins: z.array(z.int().positive()).optional(),
  botIsAdmin: z.boolean().optional().describe('It then sees every message and may delete those of others.'),
});

export type Person = Readonly<z.output<typeof personSchema>> & { readonly id: number };

/** The number is negative; below -1000000000000 it is a supergroup, above a basic group. */
export type GroupInput = Readonly<z.output<typeof groupSchema>> & { readonly id: number };

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
