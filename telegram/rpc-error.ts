import type { TelegramError } from '../domain/telegram-error.ts';

/** Challenges carry a text of their own behind these names; it is cut off like a number. */
const NAMES_WITH_TEXT = ['RECAPTCHA_CHECK', 'INTEGRITY_CHECK_CLASSIC', 'APNS_VERIFY_CHECK'];

/**
 * The one place where an RPC error is parsed. GramJS turns some errors into classes that have forgotten the string
 * (FLOOD_WAIT and FLOOD_PREMIUM_WAIT become the same), so the string is taken as it came from the wire.
 * Unknown strings pass through with their numbers replaced.
 */
export function parseRpcError(code: number, raw: string): TelegramError {
  const challenge = NAMES_WITH_TEXT.find((name) => raw.startsWith(`${name}_`));
  if (challenge !== undefined) return { name: `${challenge}_X`, raw, code };
  const number = /_(\d+)(?=_|$)/.exec(raw)?.[1];
  if (number === undefined) return { name: raw, raw, code };
  return { name: raw.replaceAll(/_\d+(?=_|$)/g, '_X'), raw, code, value: Number(number) };
}
