import * as texts from '../../texts/texts.ts';
import type { Me } from './answers.ts';
import { showApi } from './api-page.ts';
import { showAudit } from './audit-page.ts';
import { el } from './elements.ts';
import { showLogin } from './login-page.ts';
import { showLogins } from './logins-page.ts';
import { showNumbers } from './numbers-page.ts';
import { showOpened } from './open-page.ts';
import { openPage, type Page, signedIn } from './page.ts';

type Screen = { heading: string; show: (page: Page) => Promise<void> };

const path = location.pathname;
const { heading, show } = screenFor(path);
const page = openPage(heading);
try {
  await show(page);
} catch (error) {
  page.showTrouble(error);
}

function screenFor(at: string): Screen {
  const numberId = /^\/logins\/(?<id>\w+)$/u.exec(at)?.groups?.['id'];
  if (numberId !== undefined) {
    return { heading: texts.console.loginPage.heading, show: forMe((each, me) => showLogin(each, me, numberId)) };
  }
  switch (at) {
    case '/open':
      return { heading: texts.console.openPage.heading, show: showOpened };
    case '/numbers':
      return { heading: texts.console.numbersPage.heading, show: forMe(showNumbers) };
    case '/audit':
      return { heading: texts.console.auditPage.heading, show: forMe(showAudit) };
    case '/api-docs':
      return { heading: texts.console.apiPage.heading, show: forMe(showApi) };
    case '/':
    case '/logins':
      return { heading: texts.console.loginsPage.heading, show: forMe(showLogins) };
    default:
      return { heading: texts.console.pages.unknownPage, show: showUnknown };
  }
}

async function showUnknown({ main }: Page): Promise<void> {
  main.append(el('p', {}, el('a', { href: '/logins' }, texts.console.pages.backToAll)));
}

/** Draws nothing for whoever is not signed in: they are told how to. */
function forMe(show: (page: Page, me: Me) => Promise<void>): Screen['show'] {
  return async (each) => {
    const me = await signedIn(each);
    if (me !== undefined) await show(each, me);
  };
}
