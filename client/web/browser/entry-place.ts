import type { LoginView } from '../../../domain/login-view.ts';
import { actForAnswer } from '../../access/act-for.ts';
import type { Act } from '../../access/roles.ts';
import * as texts from '../../texts/texts.ts';
import { el } from './elements.ts';
import { emailForm } from './email-form.ts';
import { type Entry, entryForm } from './entry-form.ts';
import { type RecoveryEntry, recoveryForm } from './recovery-form.ts';

export type Typed = Entry | RecoveryEntry;

export type EntryPlace = {
  element: HTMLElement;
  show: (view: LoginView) => void;
  /** What went wrong, beside the field. False where there is none. */
  say: (text: string) => boolean;
};

/** Where the field is while the sign-in asks for something. It stays as it is while its question does, and while it is sent. */
export function entryPlace(on: {
  may: (act: Act) => boolean;
  enter: (stepId: string, entry: Typed) => Promise<{ isTaken: boolean; text?: string }>;
  typing: (stepId: string) => void;
  trouble: (text: string) => void;
}): EntryPlace {
  const element = el('div');
  let drawn: LoginView | undefined;
  let newest: LoginView | undefined;
  let isSending = false;

  const say = (text: string): boolean => {
    const place = element.querySelector('#entry-trouble');
    place?.replaceChildren(text);
    return place !== null;
  };
  const enter = async (stepId: string, entry: Typed): Promise<boolean> => {
    isSending = true;
    const { isTaken, text } = await on.enter(stepId, entry);
    isSending = false;
    draw();
    if (text !== undefined && !say(text)) on.trouble(text);
    return isTaken;
  };
  const draw = (): void => {
    if (newest === undefined || (drawn !== undefined && questionOf(newest) === questionOf(drawn))) return;
    // Its answer is not there yet, and may be that it was not taken.
    if (isSending && newest.step.kind === drawn?.step.kind) return;
    drawn = newest;
    const form = newest.cancelling ? undefined : formFor(newest);
    const act = actForAnswer(newest.step.kind);
    if (form !== undefined && !on.may(act)) {
      const { addressForAdmin, recoveryForAdmin } = texts.console.loginPage;
      element.replaceChildren(el('p', {}, act === 'changeAccount' ? addressForAdmin : recoveryForAdmin));
      return;
    }
    element.replaceChildren(...(form === undefined ? [] : [form]));
    form?.querySelector('input')?.focus();
  };
  const formFor = ({ step, stepId, phoneTail }: LoginView): HTMLFormElement | undefined => {
    const handlers = {
      enter: (typed: Entry) => enter(stepId, typed),
      typing: () => on.typing(stepId),
    };
    switch (step.kind) {
      case 'enterCode':
      case 'enterRecoveryCode':
      case 'enterPassword':
        return entryForm(step, handlers);
      case 'enterEmail':
        return emailForm(handlers);
      case 'chooseRecovery':
        return recoveryForm(phoneTail, (typed) => enter(stepId, typed));
      default:
        return undefined;
    }
  };
  return {
    element,
    show: (view) => {
      newest = view;
      draw();
    },
    say,
  };
}

function questionOf({ stepId, step, cancelling }: LoginView): string {
  return JSON.stringify([stepId, step.kind, cancelling]);
}
