import { AccessError } from '../access/access-error.ts';
import { LoginClientError } from '../login-client-error.ts';
import * as texts from '../texts/texts.ts';
import { ChatRefusalError } from './chat-refusal-error.ts';

/** What an error says to the person in the chat; undefined for what nobody there can do anything about. */
export function sentenceOf(error: unknown): string | undefined {
  if (error instanceof ChatRefusalError || error instanceof AccessError) return error.message;
  if (!(error instanceof LoginClientError)) return undefined;
  switch (error.code) {
    case 'NUMBER_NOT_ENROLLED':
      return texts.bot.notEnrolled;
    case 'NO_LOGIN':
      return texts.bot.noLogins;
    case 'LOGIN_ENDED':
      return texts.bot.ended;
    default:
      return error.message;
  }
}
