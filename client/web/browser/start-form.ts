import * as texts from '../../texts/texts.ts';
import { isNumbers, isStarted } from './answers.ts';
import { get, post } from './api.ts';
import { el } from './elements.ts';
import type { Page } from './page.ts';

const words = texts.console.loginsPage;

/** Starts a sign-in of an enrolled number, and goes to its page. */
export async function startForm(page: Page): Promise<HTMLElement> {
  const { numbers } = await get('/api/numbers', isNumbers);
  if (numbers.length === 0) return el('p', {}, words.noNumbers);
  const options = numbers.map(({ numberId, label, phoneTail }) =>
    el('option', { value: numberId }, `${label} (…${phoneTail})`),
  );
  const select = el('select', { id: 'number' }, ...options);
  const form = el(
    'form',
    { class: 'start', 'aria-label': words.start },
    el('label', { for: 'number' }, words.startLabel),
    select,
    el('button', { type: 'submit', class: 'main' }, words.startButton),
    el('button', { type: 'submit', name: 'scan' }, words.startScan),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (form.getAttribute('aria-busy') === 'true') return;
    form.setAttribute('aria-busy', 'true');
    const scan = event.submitter?.getAttribute('name') === 'scan';
    post('/api/logins', { numberId: select.value, scan }, isStarted)
      .then(({ view }) => location.assign(`/logins/${view.numberId}`))
      .catch((error: unknown) => page.showTrouble(error))
      .finally(() => form.removeAttribute('aria-busy'));
  });
  return form;
}
