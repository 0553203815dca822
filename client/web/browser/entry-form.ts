import { type CodeFormat, readCode } from '../../../domain/code-entry.ts';
import type { Step } from '../../../domain/login-view.ts';
import * as texts from '../../texts/texts.ts';
import { describeRefusal } from '../../texts/describe-refusal.ts';
import { el, setText } from './elements.ts';

export type Entry =
  | { kind: 'code'; code: string }
  | { kind: 'recoveryCode'; code: string }
  | { kind: 'password'; password: string }
  | { kind: 'email'; email: string; confirmation: string };
export type Question = Extract<Step, { kind: 'enterCode' | 'enterRecoveryCode' | 'enterPassword' }>;
const words = texts.console.loginPage;

/**
 * The field for what the sign-in asks. `enter` answers when it is over, with whether the entry was taken: until then nothing is
 * sent twice, and what was typed stays where it is. `typing` is called at the first sign that is typed.
 */
export function entryForm(
  step: Question,
  on: { enter: (entry: Entry) => Promise<boolean>; typing: () => void },
): HTMLFormElement {
  const isPassword = step.kind === 'enterPassword';
  const { label, hint, send: sendText } = wordsFor(step);
  const input = isPassword ? passwordInput() : codeInput(step);
  const trouble = el('p', { class: 'trouble', id: 'entry-trouble', role: 'alert' });
  const send = el('button', { type: 'submit', class: 'main' }, sendText);
  const form = el(
    'form',
    { class: 'entry', novalidate: true },
    el('label', { for: 'entry' }, label),
    el('p', { class: 'hint', id: 'entry-hint' }, hint),
    input,
    ...(isPassword ? [revealer(input)] : []),
    trouble,
    send,
  );
  input.addEventListener('input', () => setText(trouble, ''));
  input.addEventListener('input', on.typing, { once: true });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (form.getAttribute('aria-busy') === 'true') return;
    const typed = input.value;
    const refusal = refusalOf(step, typed);
    setText(trouble, refusal ?? '');
    if (refusal !== undefined) {
      input.focus();
      return;
    }
    form.setAttribute('aria-busy', 'true');
    input.readOnly = true;
    void on.enter(entryOf(step, typed)).then((isTaken) => {
      form.removeAttribute('aria-busy');
      input.readOnly = false;
      // A password does not stay in the page for longer than it is needed.
      if (isTaken) input.value = '';
    });
  });
  return form;
}

function entryOf({ kind }: Question, typed: string): Entry {
  switch (kind) {
    case 'enterCode':
      return { kind: 'code', code: typed };
    case 'enterRecoveryCode':
      return { kind: 'recoveryCode', code: typed };
    case 'enterPassword':
      return { kind: 'password', password: typed };
  }
}

function wordsFor(step: Question): { label: string; hint: string; send: string } {
  switch (step.kind) {
    case 'enterCode':
      return { label: labelOf(step.format), hint: words.codeHint, send: words.sendCode };
    case 'enterRecoveryCode':
      return { label: words.recoveryCodeLabel, hint: words.codeHint, send: words.sendRecoveryCode };
    case 'enterPassword':
      return { label: words.passwordLabel, hint: words.passwordHint, send: words.sendPassword };
  }
}

/** By the same rule as the sign-in's own: a slip is told before anything is sent. */
function refusalOf(step: Question, typed: string): string | undefined {
  if (step.kind === 'enterPassword') return typed === '' ? words.passwordEmpty : undefined;
  if (step.kind === 'enterRecoveryCode') return typed.trim() === '' ? texts.login.refusals.CODE_EMPTY : undefined;
  const read = readCode(typed, step.format);
  return read.kind === 'refused' ? describeRefusal(read.refusal, Date.now(), { times: 'relative' }) : undefined;
}

function codeInput(step: Exclude<Question, { kind: 'enterPassword' }>): HTMLInputElement {
  const isText = step.kind === 'enterRecoveryCode' || step.format.kind === 'text';
  return el('input', {
    id: 'entry',
    type: 'text',
    inputmode: isText ? 'text' : 'numeric',
    autocomplete: 'one-time-code',
    autocapitalize: 'none',
    spellcheck: 'false',
    enterkeyhint: 'send',
    'aria-describedby': 'entry-hint entry-trouble',
  });
}

function passwordInput(): HTMLInputElement {
  return el('input', {
    id: 'entry',
    type: 'password',
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
    enterkeyhint: 'send',
    'aria-describedby': 'entry-hint entry-trouble',
  });
}

function revealer(input: HTMLInputElement): HTMLElement {
  const box = el('input', { type: 'checkbox', id: 'reveal' });
  box.addEventListener('change', () => {
    input.type = box.checked ? 'text' : 'password';
  });
  return el('p', { class: 'reveal' }, box, el('label', { for: 'reveal' }, texts.console.loginPage.showPassword));
}

function labelOf({ kind }: CodeFormat): string {
  switch (kind) {
    case 'digits':
      return texts.console.loginPage.codeLabel;
    case 'text':
      return texts.console.loginPage.wordLabel;
    case 'pattern':
      return texts.console.loginPage.callerLabel;
    case 'suffix':
      return texts.console.loginPage.lastDigitsLabel;
  }
}
