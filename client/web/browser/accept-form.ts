import * as texts from '../../texts/texts.ts';
import { el } from './elements.ts';

const words = texts.console.loginPage;

/** A session in the vault lets the QR code in, for a reason that others can read later. Closed until it is asked for. */
export function acceptForm(accept: (reason: string) => Promise<void>): HTMLElement {
  const field = el('input', { id: 'reason', required: true, maxlength: 500, autocomplete: 'off' });
  const form = el(
    'form',
    { class: 'later' },
    el('label', { for: 'reason' }, words.acceptReason),
    field,
    el('button', { type: 'submit', class: 'main' }, words.acceptNow),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (form.getAttribute('aria-busy') === 'true') return;
    form.setAttribute('aria-busy', 'true');
    void accept(field.value).finally(() => form.removeAttribute('aria-busy'));
  });
  return el('details', {}, el('summary', {}, texts.login.actions.acceptScan), form);
}
