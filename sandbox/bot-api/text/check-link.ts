export type DotlessHosts = 'refuse' | 'allow';

/**
 * A link as Telegram gives it back, or what is wrong with it. TDLib, which the Bot API is built on, knows http, https, tg and
 * ton, and wants a dot or an IPv6 address in the host: http://localhost has none, http://127.0.0.1 has.
 */
export function checkLink(given: string, dotlessHosts: DotlessHosts): { url: string } | { problem: string } {
  const hasScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(given);
  const url = URL.parse(hasScheme ? given : `http://${given}`);
  if (url === null) return { problem: 'Wrong HTTP URL' };
  if (url.protocol === 'tg:' || url.protocol === 'ton:') return { url: url.href };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { problem: 'Unsupported URL protocol' };
  const isNamed = url.hostname.includes('.') || url.hostname.startsWith('[');
  if (isNamed || (hasScheme && dotlessHosts === 'allow')) return { url: url.href };
  return { problem: 'Wrong HTTP URL' };
}
