import type { LoginView } from '../../domain/login-view.ts';
import { type Description, describeView } from '../texts/describe-view.ts';
import { chatTimes } from './entry-way.ts';
import { withoutNumbers } from './subject.ts';

/** A view in words that may stand in a chat. */
export function describeInChat(view: LoginView, nowMs: number): Description {
  return describeView({ ...view, step: stepForChat(view.step) }, nowMs, chatTimes);
}

/**
 * The owner's hint may be as good as the password: it is shown where the password is entered. What the account is called may
 * be its number.
 */
function stepForChat(step: LoginView['step']): LoginView['step'] {
  switch (step.kind) {
    case 'enterPassword': {
      const { hint: _, ...rest } = step;
      return rest;
    }
    case 'signedIn': {
      const { account } = step;
      const { firstName, username } = account;
      const named = {
        ...account,
        firstName: withoutNumbers(firstName),
        ...(username === undefined ? {} : { username: withoutNumbers(username) }),
      };
      return { ...step, account: named };
    }
    default:
      return step;
  }
}
