import type { LoginView } from './login-view.ts';

/** What a view asks of people: somebody is needed, nobody is, or it is over. */
export type Need = 'person' | 'nothing' | 'over';

/** What the card of a sign-in is told of a view: enough to decide who hears of it. The words are drawn when they are sent. */
export type Seen = { version: number; stepId: string; need: Need };

export function seenOf(view: Pick<LoginView, 'version' | 'stepId' | 'step' | 'ended'>): Seen {
  return { version: view.version, stepId: view.stepId, need: needOf(view) };
}

/** What deserves a notification of its own, once: each question, and the end. */
export function newsOf({ need, stepId }: Seen): string | undefined {
  switch (need) {
    case 'person':
      return stepId;
    case 'over':
      return 'over';
    case 'nothing':
      return undefined;
  }
}

function needOf({ step, ended }: Pick<LoginView, 'step' | 'ended'>): Need {
  if (ended) return 'over';
  switch (step.kind) {
    case 'enterCode':
    case 'enterPassword':
    case 'enterRecoveryCode':
    case 'chooseRecovery':
    case 'enterEmail':
    case 'restartOffered':
    case 'outcomeUnknown':
      return 'person';
    default:
      return 'nothing';
  }
}
