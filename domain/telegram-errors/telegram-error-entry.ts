/**
 * What an error of Telegram means and what it asks for.
 *
 * - `code`: HTTP-like number that comes with it, several where Telegram uses several, none where it is unconfirmed.
 *   Telegram changes these numbers; match on the name.
 * - `meaning`: what happened, one sentence.
 * - `doNext`: what an operator should do.
 * - `reaction`: what a sign-in does with it.
 * - `source`: where the meaning comes from.
 */
export type TelegramErrorEntry = {
  code: number | readonly number[];
  meaning: string;
  doNext: string;
  reaction: TelegramErrorReaction;
  source: string;
};

/**
 * `same`: the same call again after a short pause. `wait`: the same call after the named time (a day where none is named).
 * `restart`: a new code, from auth.sendCode. `ask`: other input from the person. `refetch`: a new account.getPassword.
 * `migrate`: another data centre. `relogin`: the key is dead, begin with a new one. `terminal`: this number cannot go on now.
 * `operator`: someone must change the set-up. `bug`: our fault. `continue`: no failure, the sign-in goes on.
 */
type TelegramErrorReaction =
  | 'same'
  | 'wait'
  | 'restart'
  | 'ask'
  | 'refetch'
  | 'migrate'
  | 'relogin'
  | 'terminal'
  | 'operator'
  | 'bug'
  | 'continue';

/** The merged error lists of gotd, mtcute and Telethon, generated from Telegram's method pages; 2026-07. */
export const ERROR_LISTS = 'error lists of gotd, mtcute and Telethon, 2026-07';
export const ERRORS_PAGE = 'https://core.telegram.org/api/errors';
export const AUTH_PAGE = 'https://core.telegram.org/api/auth';
export const DATACENTERS_PAGE = 'https://core.telegram.org/api/datacenter';
export const SRP_PAGE = 'https://core.telegram.org/api/srp';
export const TDLIB = 'TDLib 022d6020, 2026-07';
