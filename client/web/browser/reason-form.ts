import * as texts from '../../texts/texts.ts';
import { el } from './elements.ts';

const words = texts.console.loginPage;
const LONGEST = 200;

/** Begins again what the account's owner has ended: an admin says why. */
export function reasonForm(begin: (reason: string) => Promise<void>): HTMLElement {
  const field = el('input', {
    id: 'reason',
    type: 'text',
    required: true,
    maxlength: String(LONGEST),
    autocomplete: 'off',
  });
  const form = el(
    'form',
    { 'aria-label': words.startAgain },
    el('label', { for: 'reason' }, words.reasonLabel),
    field,
    el('button', { type: 'submit', class: 'main' }, words.startAgain),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const reason = field.value.trim();
    if (reason === '' || form.getAttribute('aria-busy') === 'true') return;
    form.setAttribute('aria-busy', 'true');
    void begin(reason).finally(() => form.removeAttribute('aria-busy'));
  });
  return form;
}
