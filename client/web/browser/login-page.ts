import type { LoginView } from '../../../domain/login-view.ts';
import { isInDoubt } from '../../../domain/chat-alike.ts';
import { mayDo } from '../../access/roles.ts';
import { describeAlike } from '../../texts/describe-alike.ts';
import * as texts from '../../texts/texts.ts';
import { isDoubt, isKnownLogin, isStarted, type Me } from './answers.ts';
import { get, post, RefusedError } from './api.ts';
import { button, el, setText } from './elements.ts';
import { followViews } from './live-views.ts';
import { loginActions } from './login-actions.ts';
import { loginScreen } from './login-screen.ts';
import type { Page } from './page.ts';
import { reasonForm } from './reason-form.ts';

const words = texts.console.loginPage;

/** The page of one number's sign-in. */
export async function showLogin(page: Page, me: Me, numberId: string): Promise<void> {
  if (me.scope === 'signIn') page.main.append(el('p', {}, el('a', { href: '/logins' }, words.backToAll)));
  const screen = loginScreen(page, loginActions(numberId), (act) => mayDo(me.role, act));
  const start = el('div');
  const doubt = el('p', { role: 'status' });
  page.main.append(doubt, start);
  const wonder = async (view: LoginView): Promise<void> => {
    if (!isInDoubt(view)) doubt.replaceChildren();
    else {
      const { alike } = await get(`/api/logins/${numberId}/alike`, isDoubt);
      setText(doubt, alike === undefined ? '' : describeAlike(alike, Date.now(), { times: 'absolute' }));
    }
  };
  // A hint that is missing keeps nobody from going on.
  const hint = (view: LoginView): void => void wonder(view).catch(() => undefined);
  try {
    const { view, change } = await get(`/api/logins/${numberId}`, isKnownLogin);
    screen.show(view);
    const again = ({ ended, step }: LoginView): void => {
      const hasSession = step.kind === 'signedIn' || (step.kind === 'failed' && step.why.code === 'ALREADY_SIGNED_IN');
      const isEndedByOwner = step.kind === 'failed' && step.why.code === 'OWNER_ENDED_SESSION';
      start.replaceChildren(...(!ended ? [] : isEndedByOwner ? beginAgain() : startButton(hasSession)));
    };
    again(view);
    hint(view);
    followViews(`/api/logins/${numberId}/events`, change, {
      view: (login) => {
        screen.show(login.view);
        again(login.view);
        hint(login.view);
      },
      unreadable: () =>
        page.showTrouble(new RefusedError({ ...texts.console.problems.VIEW_UNREADABLE, code: 'VIEW_UNREADABLE' })),
      end: page.end,
    });
  } catch (error) {
    if (!(error instanceof RefusedError && error.is('NO_LOGIN'))) throw error;
    page.main.append(el('p', {}, words.noLogin));
    start.replaceChildren(...startButton(false));
  }

  /** `again`: beside a session that works. */
  function startButton(again: boolean): Node[] {
    if (me.scope !== 'signIn' || !mayDo(me.role, 'startLogin')) return [];
    return [
      button(again ? words.startBeside : words.startAgain, {}, async () => {
        await begin({ again });
      }),
    ];
  }

  function beginAgain(): Node[] {
    if (me.scope !== 'signIn' || !mayDo(me.role, 'beginAgain')) return [];
    return [reasonForm((reason) => begin({ reason }))];
  }

  async function begin(how: { again: boolean } | { reason: string }): Promise<void> {
    try {
      await post('/api/logins', { numberId, ...how }, isStarted);
      location.reload();
    } catch (error) {
      page.showTrouble(error);
    }
  }
}
