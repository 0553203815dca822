import type { LoginView } from './login-view.ts';
import { needsPerson } from './needs-person.ts';

/** What a view asks of people: somebody is needed, nobody is, or it is over. */
export type Need = 'person' | 'nothing' | 'over';

/** What the card of a sign-in is told of a view: enough to decide who hears of it. The words are drawn when they are sent. */
export type Seen = {
  version: number;
  stepId: string;
  need: Need;
  /** The number of the QR code that is shown, never what it says. */
  picture?: number;
};

/** Newer than what was seen before: another view, or another QR code. */
export function isNewerSeen(seen: Seen, than: Seen): boolean {
  if (seen.version !== than.version) return seen.version > than.version;
  return (seen.picture ?? 0) > (than.picture ?? 0);
}

export function seenOf(view: Pick<LoginView, 'version' | 'stepId' | 'step' | 'ended' | 'scan'>): Seen {
  const { version, stepId, scan } = view;
  return { version, stepId, need: needOf(view), ...(scan === undefined ? {} : { picture: scan.n }) };
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
  return needsPerson(step) ? 'person' : 'nothing';
}
