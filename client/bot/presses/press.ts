import type { LoginView } from '../../../domain/login-view.ts';
import { readView } from '../../read-view.ts';
import * as texts from '../../texts/texts.ts';
import type { Asking } from '../asking.ts';
import type { Button } from '../button-data.ts';
import { ChatRefusalError } from '../chat-refusal-error.ts';
import { stepNumber } from '../view-buttons.ts';

/** A button that was pressed, signed for whoever pressed it. `hidden`: what it stands for and does not say. */
export type Press = Asking & { button: Button & { hidden: string } };

/** What the presser sees at once; `loud` must be tapped away. `url`: what opens instead. */
export type Toast = { text?: string; loud?: boolean; url?: string };
export type PressHandler = (press: Press) => Promise<Toast>;

/** The sign-in of a button as it stands. Throws ChatRefusalError for one that has ended. */
export async function viewOf({ parts, button }: Press): Promise<LoginView> {
  const row = button.subject === undefined ? undefined : await parts.records.view(button.subject);
  if (row === undefined) throw new ChatRefusalError(texts.bot.gone);
  const view = readView(row);
  if (view.ended) throw new ChatRefusalError(texts.bot.ended);
  return view;
}

/** The same, where the button is of the step that the sign-in is at. */
export async function viewAtStep(press: Press): Promise<LoginView> {
  const view = await viewOf(press);
  if (stepNumber(view.stepId) !== press.button.step) throw new ChatRefusalError(texts.bot.old);
  return view;
}
