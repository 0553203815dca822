import * as texts from '../../texts/texts.ts';
import { isOpened } from './answers.ts';
import { post, useToken } from './api.ts';
import { el } from './elements.ts';
import { linkInFragment } from './link-in-fragment.ts';
import { showLogin } from './login-page.ts';
import { openPage, type Page, signedIn } from './page.ts';

const words = texts.console.openPage;

/** Spends the link in the fragment and goes on to what it is for. */
export async function showOpened(page: Page): Promise<void> {
  const { hash, pathname } = location;
  // Out of the address and the history before anything else: a link is a secret until it is spent.
  history.replaceState(null, '', pathname);
  const link = linkInFragment(hash);
  if (link.token === undefined && link.initData === undefined) {
    page.main.append(el('p', {}, words.missing), el('p', {}, words.again));
    return;
  }
  await seen();
  page.announce(words.opening);
  const opened = await post('/api/open', link, isOpened);
  useToken(opened.csrf);
  if (opened.numberId === undefined) {
    location.replace('/logins');
    return;
  }
  history.replaceState(null, '', `/logins/${opened.numberId}`);
  const next = openPage(texts.console.loginPage.heading);
  try {
    const me = await signedIn(next);
    if (me !== undefined) await showLogin(next, me, opened.numberId);
  } catch (error) {
    // The page that was here before is gone, and with it what it would say.
    next.showTrouble(error);
  }
}

/** A page that a browser renders ahead of time has been asked for by nobody yet. */
async function seen(): Promise<void> {
  if (!('prerendering' in document) || document.prerendering !== true) return;
  await new Promise((resolve) => document.addEventListener('prerenderingchange', resolve, { once: true }));
}
