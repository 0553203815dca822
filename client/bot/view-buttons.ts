import type { LoginView } from '../../domain/login-view.ts';
import type { Button, ButtonAct, ButtonCodec, ButtonOwner } from './button-data.ts';

/** A step's number within its sign-in, as it stands in the step's id. */
export function stepNumber(stepId: string): number {
  return Number(stepId.slice(stepId.lastIndexOf('/') + 1));
}

/** Signed data of a button at the step that a view shows. */
export function atStep(
  buttons: ButtonCodec,
  view: Pick<LoginView, 'loginId' | 'stepId'>,
  owner: ButtonOwner,
): (act: ButtonAct, arg?: string) => string {
  return (act, arg) => {
    const button: Button = {
      act,
      subject: view.loginId,
      step: stepNumber(view.stepId),
      ...(arg === undefined ? {} : { arg }),
    };
    return buttons.sign(button, owner);
  };
}
