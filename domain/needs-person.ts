import type { Step } from './login-view.ts';

/** Whether the sign-in waits for somebody to type or to choose. */
export function needsPerson(step: Step): boolean {
  switch (step.kind) {
    case 'enterCode':
    case 'enterPassword':
    case 'scan':
    case 'enterRecoveryCode':
    case 'chooseRecovery':
    case 'enterEmail':
    case 'restartOffered':
    case 'outcomeUnknown':
      return true;
    default:
      return false;
  }
}
