import type { RecoveryWay } from '../../../domain/password-recovery.ts';
import { newPasswordTrouble } from '../../new-password.ts';
import * as texts from '../../texts/texts.ts';
import { el, setText } from './elements.ts';

export type RecoveryEntry =
  | { kind: 'removal'; confirmation: string }
  | { kind: 'newPassword'; password: string; hint: string; confirmation: string };

const words = texts.console.recoveryForm;

/**
 * A new password, or none. What it does stands beside each choice, none is made beforehand, and either is confirmed by the last
 * digits of the number: `phoneTail`. `enter` answers with whether it was taken.
 */
export function recoveryForm(phoneTail: string, enter: (entry: RecoveryEntry) => Promise<boolean>): HTMLFormElement {
  const ways = { newPassword: radio('newPassword'), removal: radio('removal') };
  const password = passwordField('new-password');
  const again = passwordField('new-password-again');
  const hint = el('input', { id: 'new-hint', type: 'text', autocomplete: 'off', maxlength: 255 });
  const fields = el(
    'div',
    { class: 'fields', hidden: true },
    el('p', { class: 'hint' }, words.staysHere),
    ...labelled(words.password, password),
    ...labelled(words.again, again),
    ...labelled(words.hint, hint),
  );
  const confirmation = el('input', {
    id: 'confirmation',
    type: 'text',
    inputmode: 'numeric',
    autocomplete: 'off',
    'aria-describedby': 'entry-trouble',
  });
  const trouble = el('p', { class: 'trouble', id: 'entry-trouble', role: 'alert' });
  const form = el(
    'form',
    { class: 'entry recovery', novalidate: true },
    el(
      'fieldset',
      {},
      el('legend', {}, texts.login.questions.recoveryChoice),
      choice(ways.newPassword, words.setNew),
      choice(ways.removal, words.remove),
    ),
    fields,
    ...labelled(words.confirmation, confirmation),
    trouble,
    el('button', { type: 'submit', class: 'danger' }, words.send),
  );
  form.addEventListener('change', () => {
    fields.hidden = !ways.newPassword.checked;
  });
  form.addEventListener('input', () => setText(trouble, ''));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (form.getAttribute('aria-busy') === 'true') return;
    const entry = read();
    if (typeof entry === 'string') {
      setText(trouble, entry);
      return;
    }
    form.setAttribute('aria-busy', 'true');
    void enter(entry).then((isTaken) => {
      form.removeAttribute('aria-busy');
      // A password does not stay in the page for longer than it is needed.
      if (isTaken) form.reset();
    });
  });
  return form;

  /** By the same rules as the sign-in's own: a slip is told before anything is sent. */
  function read(): RecoveryEntry | string {
    const way = wayOf();
    if (way === undefined) return words.chooseFirst;
    const confirmed = confirmation.value.trim();
    if (way === 'newPassword') {
      if (password.value !== again.value) return texts.client.newPassword.differ;
      const unfit = newPasswordTrouble({ password: password.value, hint: hint.value });
      if (unfit !== undefined) return unfit;
    }
    if (confirmed !== phoneTail) return texts.login.refusals.CONFIRMATION_WRONG;
    return way === 'removal'
      ? { kind: way, confirmation: confirmed }
      : { kind: way, confirmation: confirmed, password: password.value, hint: hint.value };
  }

  function wayOf(): RecoveryWay | undefined {
    if (ways.newPassword.checked) return 'newPassword';
    return ways.removal.checked ? 'removal' : undefined;
  }
}

function radio(way: RecoveryWay): HTMLInputElement {
  return el('input', { type: 'radio', name: 'way', id: `way-${way}`, value: way });
}

function choice(input: HTMLInputElement, text: string): HTMLElement {
  return el('p', { class: 'reveal' }, input, el('label', { for: input.id }, text));
}

function passwordField(id: string): HTMLInputElement {
  return el('input', {
    id,
    type: 'password',
    autocomplete: 'new-password',
    autocapitalize: 'none',
    spellcheck: 'false',
  });
}

function labelled(text: string, input: HTMLInputElement): Node[] {
  return [el('label', { for: input.id }, text), input];
}
