import { badRequest } from './api-error.ts';

/**
 * A button's link as Telegram gives it back, or its refusal: TDLib, which the Bot API is built on, wants a dot or an IPv6
 * address in the host (http://localhost has none), and knows http, https, tg and ton.
 */
export function buttonUrl(given: string, dotlessHosts: 'refuse' | 'allow'): string {
  const refused = (why: string): Error => badRequest(`inline keyboard button URL '${given}' is invalid: ${why}`);
  const hasScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(given);
  const url = URL.parse(hasScheme ? given : `http://${given}`);
  if (url === null) throw refused('Wrong HTTP URL');
  if (url.protocol === 'tg:' || url.protocol === 'ton:') return url.href;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refused('Unsupported URL protocol');
  const isNamed = url.hostname.includes('.') || url.hostname.startsWith('[');
  if (!isNamed && (dotlessHosts === 'refuse' || !hasScheme)) throw refused('Wrong HTTP URL');
  return url.href;
}

export function webAppUrl(given: string): string {
  const url = URL.parse(given);
  if (url?.protocol === 'https:') return url.href;
  throw badRequest(`inline keyboard button Web App URL '${given}' is invalid: Only HTTPS links are allowed`);
}
