import type { LoginView, StepKind } from '../../domain/login-view.ts';

/** What a question for a code or a password becomes only when somebody has answered it. */
const afterAnswer: Partial<Record<StepKind, readonly StepKind[]>> = {
  enterCode: ['checkingCode', 'restartOffered', 'enterPassword', 'signedIn'],
  enterPassword: ['checkingPassword', 'recovering', 'enterRecoveryCode', 'signedIn'],
  enterRecoveryCode: ['recovering', 'chooseRecovery', 'enterPassword', 'signedIn'],
  chooseRecovery: ['recovering', 'enterPassword', 'signedIn'],
};

/**
 * Whether the question that stands at this terminal was answered at another front end, so that what is half typed here is
 * gone. Resends and deadlines, which come by themselves, are no answer.
 */
export function answeredElsewhere(shown: LoginView, newer: LoginView): boolean {
  if (newer.loginId !== shown.loginId || newer.stepId === shown.stepId) return false;
  if (newer.step.kind === shown.step.kind) return 'problem' in newer.step && newer.step.problem !== undefined;
  return afterAnswer[shown.step.kind]?.includes(newer.step.kind) ?? false;
}
