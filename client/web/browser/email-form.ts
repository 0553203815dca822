import * as texts from '../../texts/texts.ts';
import { el, setText } from './elements.ts';
import type { Entry } from './entry-form.ts';

const words = texts.console.loginPage;

/** The login e-mail address that Telegram wants, and which account it is for, typed. */
export function emailForm(on: { enter: (entry: Entry) => Promise<boolean> }): HTMLFormElement {
  const email = el('input', {
    id: 'entry',
    type: 'email',
    inputmode: 'email',
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
    'aria-describedby': 'entry-hint entry-trouble',
  });
  const confirmation = confirmationField();
  const trouble = el('p', { class: 'trouble', id: 'entry-trouble', role: 'alert' });
  const form = el(
    'form',
    { class: 'entry', novalidate: true },
    el('label', { for: 'entry' }, words.emailLabel),
    el('p', { class: 'hint', id: 'entry-hint' }, words.emailHint),
    email,
    el('label', { for: confirmation.id }, words.confirmationLabel),
    confirmation,
    trouble,
    el('button', { type: 'submit', class: 'main' }, words.sendEmail),
  );
  form.addEventListener('input', () => setText(trouble, ''));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (form.getAttribute('aria-busy') === 'true') return;
    form.setAttribute('aria-busy', 'true');
    void on
      .enter({ kind: 'email', email: email.value, confirmation: confirmation.value })
      .finally(() => form.removeAttribute('aria-busy'));
  });
  return form;
}

/** Four digits that show that this account is meant. */
export function confirmationField(id = 'confirmation'): HTMLInputElement {
  return el('input', { id, type: 'text', inputmode: 'numeric', autocomplete: 'off', maxlength: 4 });
}
