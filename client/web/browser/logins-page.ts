import type { LoginView } from '../../../domain/login-view.ts';
import { mayDo } from '../../access/roles.ts';
import { needsPerson } from '../../needs-person.ts';
import { describeView } from '../../texts/describe-view.ts';
import { fill } from '../../texts/fill.ts';
import * as texts from '../../texts/texts.ts';
import { duration } from '../../texts/times.ts';
import { isAnswer, isLoginList, type Login, type Me } from './answers.ts';
import { get, post } from './api.ts';
import { button, el, setText } from './elements.ts';
import { followViews } from './live-views.ts';
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
  const rows = new Map<string, Login>();
  const list = el('ul', { class: 'logins' });
  const none = el('p', {}, words.none);
  page.main.append(filterLinks(filter));
  if (mayDo(me.role, 'startLogin')) page.main.append(await startForm(page));
  page.main.append(none, list);

  const draw = (): void => {
    const shown = [...rows.values()]
      .filter(({ view }) => fits(view, filter))
      .toSorted((a, b) => b.updatedAtMs - a.updatedAtMs);
    none.hidden = shown.length > 0;
    list.replaceChildren(...shown.slice(0, PAGE_SIZE).map((login) => row(page, me, login)));
  };
  const answer = await get(`/api/logins?state=${filter}&page=${at}&size=${PAGE_SIZE}`, isLoginList);
  for (const login of answer.logins) rows.set(login.view.numberId, login);
  draw();
  page.main.append(pager(filter, at, Math.max(1, Math.ceil(answer.total / PAGE_SIZE))));
  followViews('/api/events', answer.change, {
    view: (login) => {
      const before = rows.get(login.view.numberId);
      if (before === undefined && at > 1) return;
      rows.set(login.view.numberId, login);
      draw();
      if (needsPerson(login.view.step)) page.announce(announced(login.view));
    },
    end: page.end,
  });
  page.every(TICK_MS, () => {
    for (const time of list.querySelectorAll('time')) setText(time, ago(Date.parse(time.dateTime)));
  });
}

function row(page: Page, me: Me, { view, updatedAtMs }: Login): HTMLElement {
  const { label, phoneTail, numberId, step, ended } = view;
  const name = `${label} (…${phoneTail})`;
  const mayCancel = !ended && mayDo(me.role, 'cancelLogin');
  return el(
    'li',
    { class: needsPerson(step) ? 'waiting' : step.kind },
    el('a', { href: `/logins/${numberId}` }, name),
    el('span', { class: 'state' }, describeView(view, Date.now(), { times: 'relative' }).headline),
    el('time', { datetime: new Date(updatedAtMs).toISOString() }, ago(updatedAtMs)),
    mayCancel
      ? button(words.cancel, { class: 'quiet', 'aria-label': `${words.cancel}: ${name}` }, async () => {
          try {
            await post(`/api/logins/${numberId}/cancel`, {}, isAnswer);
          } catch (error) {
            page.showTrouble(error);
          }
        })
      : undefined,
  );
}

function filterOf(text: string | null): Filter {
  return Object.keys(words.filters).find((each): each is Filter => each === text) ?? 'all';
}

function fits(view: LoginView, filter: Filter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'waiting':
      return !view.ended && needsPerson(view.step);
    case 'running':
      return !view.ended;
    case 'signedIn':
      return view.step.kind === 'signedIn';
    case 'ended':
      return view.ended && view.step.kind !== 'signedIn';
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

function ago(atMs: number): string {
  return fill(words.ago, { duration: duration(Math.max(0, Date.now() - atMs)) });
}

function announced(view: LoginView): string {
  const { headline } = describeView(view, Date.now(), { times: 'relative' });
  return fill(words.announced, { label: view.label, headline });
}
