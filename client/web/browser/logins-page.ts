import type { LoginView } from '../../../domain/login-view.ts';
import { mayDo } from '../../access/roles.ts';
import { needsPerson } from '../../../domain/needs-person.ts';
import { describeView } from '../../texts/describe-view.ts';
import { fill } from '../../texts/fill.ts';
import * as texts from '../../texts/texts.ts';
import { isLoginList, type Me } from './answers.ts';
import { get } from './api.ts';
import { el, setText } from './elements.ts';
import { followViews } from './live-views.ts';
import { ago, isReadable, type ListedLogin, loginRow, numberOf } from './login-row.ts';
import type { Page } from './page.ts';
import { startForm } from './start-form.ts';

const words = texts.console.loginsPage;

const PAGE_SIZE = 50;
const TICK_MS = 5_000;
type Filter = keyof typeof words.filters;

/** All sign-ins, the newest of each number, kept up to date. The filter and the page stand in the address. */
export async function showLogins(page: Page, me: Me): Promise<void> {
  const query = new URLSearchParams(location.search);
  const filter = filterOf(query.get('state'));
  const at = Math.max(1, Number(query.get('page') ?? 1) || 1);
  const rows = new Map<string, ListedLogin>();
  const list = el('ul', { class: 'logins' });
  const none = el('p', {}, words.none);
  page.main.append(filterLinks(filter));
  if (mayDo(me.role, 'startLogin')) page.main.append(await startForm(page));
  page.main.append(none, list);

  const draw = (): void => {
    const shown = [...rows.values()]
      .filter((login) => fits(login, filter))
      .toSorted((a, b) => b.updatedAtMs - a.updatedAtMs);
    none.hidden = shown.length > 0;
    list.replaceChildren(...shown.slice(0, PAGE_SIZE).map((login) => loginRow(page, me, login)));
  };
  const changed = (login: ListedLogin): boolean => {
    if (!rows.has(numberOf(login)) && at > 1) return false;
    rows.set(numberOf(login), login);
    draw();
    return true;
  };
  const answer = await get(`/api/logins?state=${filter}&page=${at}&size=${PAGE_SIZE}`, isLoginList);
  for (const login of [...answer.logins, ...answer.unreadable]) rows.set(numberOf(login), login);
  draw();
  page.main.append(pager(filter, at, Math.max(1, Math.ceil(answer.total / PAGE_SIZE))));
  followViews('/api/events', answer.change, {
    view: (login) => {
      if (changed(login) && needsPerson(login.view.step)) page.announce(announced(login.view));
    },
    unreadable: changed,
    end: page.end,
  });
  page.every(TICK_MS, () => {
    for (const time of list.querySelectorAll('time')) setText(time, ago(Date.parse(time.dateTime)));
  });
}

function filterOf(text: string | null): Filter {
  return Object.keys(words.filters).find((each): each is Filter => each === text) ?? 'all';
}

/** As the console filters: what cannot be read fits by whether it has ended. */
function fits(login: ListedLogin, filter: Filter): boolean {
  const { ended, step } = isReadable(login) ? login.view : { ended: login.ended, step: undefined };
  switch (filter) {
    case 'all':
      return true;
    case 'waiting':
      return !ended && (step === undefined || needsPerson(step));
    case 'running':
      return !ended;
    case 'signedIn':
      return step?.kind === 'signedIn';
    case 'ended':
      return ended && step?.kind !== 'signedIn';
  }
}

function filterLinks(filter: Filter): HTMLElement {
  const links = Object.entries(words.filters).map(([name, text]) =>
    el(
      'li',
      {},
      el('a', { href: `/logins?state=${name}`, 'aria-current': name === filter ? 'true' : undefined }, text),
    ),
  );
  return el('nav', { 'aria-label': words.filter, class: 'filters' }, el('ul', {}, ...links));
}

function pager(filter: Filter, at: number, of: number): HTMLElement {
  if (of <= 1) return el('p');
  const to = (page: number, text: string) => el('a', { href: `/logins?state=${filter}&page=${page}` }, text);
  return el(
    'p',
    { class: 'pager' },
    at > 1 ? to(at - 1, words.earlier) : undefined,
    ` ${fill(words.page, { page: at, pages: of })} `,
    at < of ? to(at + 1, words.later) : undefined,
  );
}

function announced(view: LoginView): string {
  const { headline } = describeView(view, Date.now(), { times: 'relative' });
  return fill(words.announced, { label: view.label, headline });
}
