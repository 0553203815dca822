import * as texts from '../../texts/texts.ts';
import { el } from './elements.ts';
import { confirmationField } from './email-form.ts';

const words = texts.console.loginPage;

/** Takes the login e-mail address from the account; closed until it is asked for. */
export function resetForm(reset: (confirmation: string) => Promise<void>): HTMLElement {
  const field = confirmationField('reset-confirmation');
  const form = el(
    'form',
    { class: 'later' },
    el('p', {}, words.resetWarning),
    el('label', { for: field.id }, words.confirmationLabel),
    field,
    el('button', { type: 'submit', class: 'danger' }, texts.login.actions.resetEmail),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (form.getAttribute('aria-busy') === 'true') return;
    form.setAttribute('aria-busy', 'true');
    void reset(field.value).finally(() => form.removeAttribute('aria-busy'));
  });
  return el('details', {}, el('summary', {}, texts.login.actions.resetEmail), form);
}
