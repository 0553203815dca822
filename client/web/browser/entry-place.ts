import type { LoginView } from '../../../domain/login-view.ts';
import { el } from './elements.ts';
import { emailForm } from './email-form.ts';
import { type Entry, entryForm } from './entry-form.ts';

export type EntryPlace = {
  element: HTMLElement;
  show: (view: LoginView) => void;
  /** What went wrong, beside the field. False where there is none. */
  say: (text: string) => boolean;
};

/** Where the field is while the sign-in asks for something. It stays as it is while its question does, and while it is sent. */
export function entryPlace(on: {
  enter: (stepId: string, entry: Entry) => Promise<{ isTaken: boolean; text?: string }>;
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
  const enter = async (stepId: string, entry: Entry): Promise<boolean> => {
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
    const { step, stepId, cancelling } = newest;
    if (cancelling || (step.kind !== 'enterCode' && step.kind !== 'enterPassword' && step.kind !== 'enterEmail')) {
      element.replaceChildren();
      return;
    }
    const handlers = {
      enter: (typed: Entry) => enter(stepId, typed),
      typing: () => on.typing(stepId),
    };
    const form = step.kind === 'enterEmail' ? emailForm(handlers) : entryForm(step, handlers);
    element.replaceChildren(form);
    form.querySelector('input')?.focus();
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
