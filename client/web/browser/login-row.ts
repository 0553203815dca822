import { mayDo } from '../../access/roles.ts';
import { needsPerson } from '../../../domain/needs-person.ts';
import { describeListed } from '../../texts/describe-listed.ts';
import { fill } from '../../texts/fill.ts';
import * as texts from '../../texts/texts.ts';
import { duration } from '../../texts/times.ts';
import { isAnswer, type Login, type Me, type UnreadableLogin } from './answers.ts';
import { post } from './api.ts';
import { button, el } from './elements.ts';
import type { Page } from './page.ts';

const words = texts.console.loginsPage;

export type ListedLogin = Login | UnreadableLogin;

export function isReadable(login: ListedLogin): login is Login {
  return 'view' in login;
}

export function numberOf(login: ListedLogin): string {
  return isReadable(login) ? login.view.numberId : login.numberId;
}

/** One sign-in in the list: whose, how it stands, since when. */
export function loginRow(page: Page, me: Me, login: ListedLogin): HTMLElement {
  const { label, phoneTail, numberId, ended } = isReadable(login) ? login.view : login;
  const name = `${label} (…${phoneTail})`;
  const mayCancel = !ended && mayDo(me.role, 'cancelLogin');
  return el(
    'li',
    { class: classOf(login) },
    el('a', { href: `/logins/${numberId}` }, name),
    el('span', { class: 'state' }, stateOf(login)),
    el('time', { datetime: new Date(login.updatedAtMs).toISOString() }, ago(login.updatedAtMs)),
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

export function ago(atMs: number): string {
  return fill(words.ago, { duration: duration(Math.max(0, Date.now() - atMs)) });
}

function classOf(login: ListedLogin): string {
  if (!isReadable(login)) return 'unreadable';
  const { step } = login.view;
  return needsPerson(step) ? 'waiting' : step.kind;
}

function stateOf(login: ListedLogin): string {
  return isReadable(login) ? describeListed(login.view, Date.now()) : texts.console.problems.VIEW_UNREADABLE.title;
}
