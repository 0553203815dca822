/** What a one-time link and Telegram have put behind the `#`: browsers send it to nobody. */
export type LinkInFragment = { token?: string; initData?: string };

/**
 * Telegram appends its `tgWebAppData=…` to the fragment of a Mini App's address, after `?` or `&` where there is one already.
 * Read here, so that no script of Telegram's is needed.
 */
export function linkInFragment(hash: string): LinkInFragment {
  const token = /^#?(?<token>[\w-]{22})(?![\w-])/u.exec(hash)?.groups?.['token'];
  const data = /[#?&]tgWebAppData=(?<data>[^&]+)/u.exec(hash)?.groups?.['data'];
  return {
    ...(token === undefined ? {} : { token }),
    ...(data === undefined ? {} : { initData: decodeURIComponent(data) }),
  };
}
