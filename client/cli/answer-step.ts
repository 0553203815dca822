import type { CommandAnswer } from '../../contracts/login-messages.ts';
import type { LoginView, StepKind } from '../../domain/login-view.ts';
import type { LoginClient } from '../login-client.ts';
import type { Silence } from '../silence.ts';

type Asks = 'code' | 'password' | 'nothing';

const asks: Record<StepKind, Asks> = {
  requesting: 'nothing',
  enterCode: 'code',
  resending: 'nothing',
  checkingCode: 'nothing',
  enterPassword: 'password',
  checkingPassword: 'nothing',
  scan: 'nothing',
  serverWait: 'nothing',
  outcomeUnknown: 'nothing',
  restartOffered: 'nothing',
  putOff: 'nothing',
  closing: 'nothing',
  signedIn: 'nothing',
  cancelled: 'nothing',
  failed: 'nothing',
};

/** What a person is to type at a step. */
export function askedFor(view: LoginView): Asks {
  return view.cancelling ? 'nothing' : asks[view.step.kind];
}

/** Hands in what was typed, as the answer to the question of `view`. */
export async function submitTyped(
  logins: LoginClient,
  view: LoginView,
  typed: string,
  waiting: { onSilent: (silence: Silence) => void; signal: AbortSignal },
): Promise<CommandAnswer> {
  const { numberId, stepId } = view;
  return askedFor(view) === 'password'
    ? await logins.submitPassword(numberId, stepId, typed, waiting)
    : await logins.enterCode(numberId, stepId, typed, waiting);
}
