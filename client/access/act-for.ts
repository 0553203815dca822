import type { Action, StepKind } from '../../domain/login-view.ts';
import type { Act } from './roles.ts';

const answers: Partial<Record<StepKind, Act>> = {
  enterEmail: 'changeAccount',
  enterRecoveryCode: 'recoverPassword',
  chooseRecovery: 'recoverPassword',
};

const actions: Record<Action, Act> = {
  resend: 'answerLogin',
  noCode: 'answerLogin',
  restart: 'answerLogin',
  scan: 'answerLogin',
  acceptScan: 'acceptLogin',
  later: 'cancelLogin',
  cancel: 'cancelLogin',
  resetEmail: 'changeAccount',
  recover: 'recoverPassword',
  backToPassword: 'answerLogin',
};

/** What whoever answers a step asks leave for. */
export function actForAnswer(kind: StepKind): Act {
  return answers[kind] ?? 'answerLogin';
}

/** The same for what may be done besides answering. */
export function actForAction(action: Action): Act {
  return actions[action];
}
