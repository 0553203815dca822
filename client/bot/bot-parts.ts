import type { Api } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import type { BotConfig } from '../../runtime/bot-config.ts';
import type { Logger } from '../../runtime/logger.ts';
import type { Records } from '../../vault/records/records.ts';
import type { Operators } from '../access/operators.ts';
import type { LoginClient } from '../login-client.ts';
import type { ButtonCodec } from './button-data.ts';
import type { CardChannel } from './card-channel.ts';
import type { Keypads } from './keypads.ts';
import type { NoteQuestions } from './note-questions.ts';
import type { PasswordPrompts } from './password-prompts.ts';
import type { People } from './people.ts';
import type { DoubleTaps } from './presses/double-taps.ts';

/** What the bot is made of; all its handlers and activities take from here. */
export type BotParts = {
  config: BotConfig;
  me: UserFromGetMe;
  api: Api;
  operators: Operators;
  records: Records;
  /** Acts as this operator, and asks for the role at each call. */
  loginsOf(userId: number): LoginClient;
  cards: CardChannel;
  buttons: ButtonCodec;
  keypads: Keypads;
  taps: DoubleTaps;
  notes: NoteQuestions;
  prompts: PasswordPrompts;
  people: People;
  logger: Logger;
};

/** Who acts, for the audit. */
export function actorOf(userId: number): string {
  return `tg:${userId}`;
}

/** The operator behind an actor of ours. */
export function userOf(actor: string): number | undefined {
  const [, id] = /^tg:(\d{1,16})$/u.exec(actor) ?? [];
  return id === undefined ? undefined : Number(id);
}
