import { fill } from '../../texts/fill.ts';
import * as texts from '../../texts/texts.ts';
import { isEmpty, isMe, type Me } from './answers.ts';
import { get, post, RefusedError, useToken } from './api.ts';
import { button, el, setText } from './elements.ts';

/** The frame that all pages share: what is said aloud, what went wrong, who is signed in, and where one can go. */
export type Page = {
  main: HTMLElement;
  /** Read out by screen readers, once for each text. */
  announce: (text: string) => void;
  showTrouble: (error: unknown) => void;
  clearTrouble: () => void;
  /** Whether the page is kept up to date. */
  connected: (is: boolean) => void;
};

export function openPage(heading: string): Page {
  document.title = `${heading} · ${texts.console.pages.title}`;
  const main = document.querySelector('main') ?? el('main');
  const status = el('p', { role: 'status', class: 'aloud' });
  const trouble = el('div', { role: 'alert' });
  const connection = el('p', { class: 'trouble', hidden: true }, texts.console.pages.lostConnection);
  main.replaceChildren(el('h1', {}, heading), connection, trouble, status);
  return {
    main,
    announce: (text) => setText(status, text),
    showTrouble: (error) => trouble.replaceChildren(...troubleOf(error)),
    clearTrouble: () => trouble.replaceChildren(),
    connected: (is) => {
      connection.hidden = is;
    },
  };
}

/** Asks who is signed in and draws the way to the other pages. Nobody: says how to get in. */
export async function signedIn(page: Page): Promise<Me | undefined> {
  try {
    const me = await get('/api/me', isMe);
    useToken(me.csrf);
    drawHeader(me);
    return me;
  } catch (error) {
    page.showTrouble(error);
    return undefined;
  }
}

/** Whose page this is, and the way to the others, which a link to one sign-in does not open. */
function drawHeader(me: Me): void {
  const { who: signedInAs, whoseLink, signOut } = texts.console.pages;
  const leave = button(signOut, { class: 'quiet' }, async () => {
    await post('/api/sign-out', {}, isEmpty);
    location.assign('/');
  });
  const isWhole = me.scope === 'signIn';
  const whose = fill(isWhole ? signedInAs : whoseLink, { userId: me.userId, role: me.role });
  const who = el('p', { class: 'who' }, whose, ' ', leave);
  document.querySelector('header')?.replaceChildren(...(isWhole ? [navigation(me)] : []), who);
}

function navigation(me: Me): HTMLElement {
  const { nav } = texts.console.pages;
  const links = [
    ['/logins', nav.logins],
    ['/numbers', nav.numbers],
    ...(me.role === 'admin' ? [['/audit', nav.audit] as const] : []),
    ['/api-docs', nav.api],
  ] as const;
  const here = location.pathname === '/' ? '/logins' : location.pathname;
  const list = el(
    'ul',
    {},
    ...links.map(([href, text]) =>
      el('li', {}, el('a', { href, 'aria-current': href === here ? 'page' : undefined }, text)),
    ),
  );
  return el('nav', { 'aria-label': nav.label }, list);
}

function troubleOf(error: unknown): Node[] {
  if (error instanceof RefusedError) {
    const { title, detail } = error.problem;
    return [el('p', { class: 'trouble' }, el('strong', {}, title), ' ', detail)];
  }
  return [
    el(
      'p',
      { class: 'trouble' },
      error instanceof SyntaxError ? texts.console.pages.reload : texts.console.pages.lostConnection,
    ),
  ];
}
