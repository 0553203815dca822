import { GrammyError, HttpError } from 'grammy';
import { describeError } from '../../runtime/describe-error.ts';
import { scrubText } from '../../runtime/scrub-text.ts';
import { withoutNumbers } from './subject.ts';

/**
 * What an error of the Bot API asks for. Its descriptions are not documented; these are the ones of tdlib's server
 * (telegram-bot-api, Client.cpp), seen 2026-11.
 */
export type BotApiTrouble =
  | { kind: 'notModified' }
  /** The message has been deleted, or is too old to be edited. */
  | { kind: 'messageGone' }
  /** Blocked, never opened, left, deleted. */
  | { kind: 'unreachable' }
  | { kind: 'wait'; ms: number }
  /** The group has become a supergroup. */
  | { kind: 'moved'; chatId: number }
  /** Worth another attempt: the network, the server. */
  | { kind: 'transient' }
  /** What was sent is wrong, and would be the next time. */
  | { kind: 'refused' }
  | { kind: 'other' };

export function botApiTrouble(error: unknown): BotApiTrouble {
  if (error instanceof HttpError) return { kind: 'transient' };
  if (!(error instanceof GrammyError)) return { kind: 'other' };
  const { error_code: code, description, parameters } = error;
  if (code === 429) return { kind: 'wait', ms: (parameters.retry_after ?? 5) * 1_000 };
  if (code >= 500) return { kind: 'transient' };
  if (code === 403) return { kind: 'unreachable' };
  if (code !== 400) return { kind: 'other' };
  if (parameters.migrate_to_chat_id !== undefined) return { kind: 'moved', chatId: parameters.migrate_to_chat_id };
  if (/message is not modified/iu.test(description)) return { kind: 'notModified' };
  if (/chat not found|user not found|group chat was upgraded|PEER_ID_INVALID|no rights to send/iu.test(description)) {
    return { kind: 'unreachable' };
  }
  if (/message to \w+ not found|message can't be|MESSAGE_ID_INVALID/iu.test(description))
    return { kind: 'messageGone' };
  return { kind: 'refused' };
}

/** Why, for the log. The Bot API's descriptions may quote what was sent: a link, a name. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof GrammyError)) return describeError(error);
  const said = withoutNumbers(error.description).replaceAll(/"[^"]*"|'[^']*'|\S+:\/\/\S*/gu, '…');
  return `${error.error_code} ${scrubText(said)}`;
}
