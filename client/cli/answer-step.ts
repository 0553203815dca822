import type { CommandAnswer } from '../../contracts/login-messages.ts';
import type { LoginView, StepKind } from '../../domain/login-view.ts';
import type { LoginClient } from '../login-client.ts';
import type { Silence } from '../silence.ts';

type Asks = 'code' | 'password' | 'email' | 'recoveryCode' | 'recoveryChoice' | 'nothing';

const asks: Record<StepKind, Asks> = {
  requesting: 'nothing',
  enterCode: 'code',
  resending: 'nothing',
  checkingCode: 'nothing',
  enterPassword: 'password',
  checkingPassword: 'nothing',
  scan: 'nothing',
  enterRecoveryCode: 'recoveryCode',
  chooseRecovery: 'recoveryChoice',
  recovering: 'nothing',
  serverWait: 'nothing',
  outcomeUnknown: 'nothing',
  restartOffered: 'nothing',
  enterEmail: 'email',
  sendingEmailCode: 'nothing',
  resettingEmail: 'nothing',
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
  switch (askedFor(view)) {
    case 'password':
      return await logins.submitPassword(numberId, stepId, typed, waiting);
    case 'recoveryCode':
      return await logins.recoveryCode(numberId, stepId, typed, waiting);
    case 'email':
      return await logins.enterEmail(numberId, stepId, addressIn(typed), waiting);
    default:
      return await logins.enterCode(numberId, stepId, typed, waiting);
  }
}

/** One line: the address, and the last four digits of the number behind it. */
function addressIn(typed: string): { email: string; confirmation: string } {
  const [email = '', confirmation = ''] = typed.trim().split(/\s+/u);
  return { email, confirmation };
}
