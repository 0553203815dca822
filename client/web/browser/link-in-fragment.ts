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
    ...(data === undefined ? {} : { initData: decoded(data) }),
  };
}

/** What is no encoding is handed over as it is: the console says that Telegram did not sign it. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
