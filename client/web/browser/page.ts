import { fill } from '../../texts/fill.ts';
import * as texts from '../../texts/texts.ts';
import { isEmpty, isMe, type Me, type Problem } from './answers.ts';
import { get, post, RefusedError, UnreachedError, useToken } from './api.ts';
import { onReached } from './connection.ts';
import { button, el, setText } from './elements.ts';

/** The frame that all pages share: what is said aloud, what went wrong, who is signed in, and where one can go. */
export type Page = {
  main: HTMLElement;
  /** Read out by screen readers, once for each text. */
  announce: (text: string) => void;
  showTrouble: (error: unknown) => void;
  /** What was asked for was not done; why. */
  showRefusal: (text: string) => void;
  clearTrouble: () => void;
  /** Again and again for as long as the page stands. */
  every: (intervalMs: number, act: () => void) => void;
  /** Nothing can be seen or done here any more: what stood here goes, and nothing goes on. */
  end: (problem: Problem) => void;
};

export function openPage(heading: string): Page {
  document.title = `${heading} · ${texts.console.pages.title}`;
  const main = document.querySelector('main') ?? el('main');
  const status = el('p', { role: 'status', class: 'aloud' });
  const trouble = el('div', { role: 'alert' });
  const connection = el('p', { class: 'trouble' }, texts.console.pages.lostConnection);
  const whereLost = el('div', { role: 'alert' });
  const timers: ReturnType<typeof setInterval>[] = [];
  main.replaceChildren(el('h1', {}, heading), whereLost, trouble, status);
  onReached((isReached) => {
    if (isReached) connection.remove();
    else if (!connection.isConnected) whereLost.append(connection);
  });
  const end = (problem: Problem): void => {
    for (const timer of timers) clearInterval(timer);
    document.querySelector('header')?.replaceChildren();
    trouble.replaceChildren(...troubleOf(new RefusedError(problem)));
    main.replaceChildren(el('h1', {}, heading), trouble);
  };
  return {
    main,
    announce: (text) => setText(status, text),
    showTrouble: (error) => {
      if (error instanceof RefusedError && error.is('NOT_AN_OPERATOR')) end(error.problem);
      else trouble.replaceChildren(...troubleOf(error));
    },
    showRefusal: (text) => trouble.replaceChildren(el('p', { class: 'trouble' }, text)),
    clearTrouble: () => trouble.replaceChildren(),
    every: (intervalMs, act) => timers.push(setInterval(act, intervalMs)),
    end,
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
  const { notReached, notUnderstood } = texts.console.pages;
  return [el('p', { class: 'trouble' }, error instanceof UnreachedError ? notReached : notUnderstood)];
}
