import type { CommandAnswer } from '../../../contracts/login-messages.ts';
import type { Action, LoginView } from '../../../domain/login-view.ts';
import { actionLabel } from '../../texts/action-label.ts';
import * as texts from '../../texts/texts.ts';
import { button, el } from './elements.ts';
import { acceptForm } from './accept-form.ts';
import { laterForm } from './later-form.ts';
import { resetForm } from './reset-form.ts';
import type { LoginActions } from './login-actions.ts';

const names = texts.login.actions;

/** What may be done besides answering. What cannot be taken back is asked for twice. */
export function actionButtons(
  { step, stepId, actions: allowed }: LoginView,
  actions: LoginActions,
  may: (action: Action) => boolean,
  run: (ask: () => Promise<CommandAnswer>) => Promise<void>,
): HTMLElement {
  const asksWhereOpen = step.kind === 'enterCode' && step.advice === 'isOpenOnDevice';
  const buttons = allowed.flatMap((name) => (may(name) ? buttonsFor(name) : insteadOf(name)));
  return el(
    'div',
    { class: 'actions' },
    ...(asksWhereOpen
      ? [
          el('p', { id: 'open-question' }, texts.console.loginPage.openQuestion),
          ...[true, false].map((isOpen) =>
            button(
              isOpen ? texts.console.loginPage.isOpen : texts.console.loginPage.isNotOpen,
              { 'aria-describedby': 'open-question' },
              () => run(() => actions.noCode(stepId, isOpen)),
            ),
          ),
        ]
      : []),
    ...buttons,
  );

  function buttonsFor(name: Action): Node[] {
    switch (name) {
      case 'resend':
      case 'restart':
      case 'scan':
      case 'recover':
      case 'backToPassword':
        return [button(actionLabel(step, name), {}, () => run(() => actions[name](stepId)))];
      case 'acceptScan':
        return [acceptForm((reason) => run(() => actions.acceptScan(stepId, reason)))];
      case 'resetEmail':
        return [resetForm((confirmation) => run(() => actions.resetEmail(stepId, confirmation)))];
      case 'later':
        return [laterForm((appointment) => run(() => actions.later(stepId, appointment)))];
      case 'noCode':
        return asksWhereOpen ? [] : [button(names.noCode, {}, () => run(() => actions.noCode(stepId)))];
      case 'cancel':
        return [cancelButton(() => run(() => actions.cancel()))];
    }
  }
}

/** Said here, where no line of the view says who may do it. */
function insteadOf(name: Action): Node[] {
  return name === 'resetEmail' ? [el('p', {}, texts.console.loginPage.resetForAdmin)] : [];
}

function cancelButton(cancel: () => Promise<void>): HTMLElement {
  const place = el('span', { class: 'twice' });
  const ask = button(names.cancel, { class: 'quiet' }, async () => {
    const sure = button(texts.console.loginPage.reallyCancel, { class: 'danger' }, cancel);
    place.replaceChildren(
      sure,
      button(texts.console.loginPage.keep, {}, async () => {
        place.replaceChildren(ask);
        ask.focus();
      }),
    );
    sure.focus();
  });
  place.append(ask);
  return place;
}
