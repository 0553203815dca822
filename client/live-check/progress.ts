import type { Seen, SeenAnswer, SendNumber } from '../../contracts/live-check.ts';

/** Why a check went no further. */
export type Ending =
  | 'signedIn'
  | 'flood'
  | 'refused'
  | 'lost'
  | 'notReached'
  | 'budgetUsedUp'
  | 'noAccount'
  | 'emailWanted'
  | 'paymentWanted'
  | 'tooOld'
  | 'noHash'
  | 'codeExpired'
  | 'tooManyTries'
  | 'stepFailed'
  /** What the person chose. */
  | 'left'
  | 'noCode'
  | 'noPassword';

export type Stage =
  | { kind: 'fresh' }
  | { kind: 'codeOut' }
  | { kind: 'passwordWanted' }
  /** An answer was lost: Telegram is asked who the key is. */
  | { kind: 'unsure' }
  | { kind: 'over'; ending: Ending };

export type Progress = {
  stage: Stage;
  /** Whether there is something to log out: `maybe` after a lost answer. */
  access: 'none' | 'maybe' | 'password' | 'signedIn';
  /** Sends whose code can still be entered, oldest first. */
  usable: readonly SendNumber[];
  sends: 0 | SendNumber;
  codeTries: number;
  passwordTries: number;
  probes: number;
};

/** telegram-sign-in.md 4.3: three tries of a code are suggested; the person sits there, so a password has as many. */
export const MOST_TRIES = 3;

const begun: Progress = {
  stage: { kind: 'fresh' },
  access: 'none',
  usable: [],
  sends: 0,
  codeTries: 0,
  passwordTries: 0,
  probes: 0,
};

/** How a check stands after what it has seen, also after what an earlier process of it has seen. */
export function progressOf(seen: readonly Seen[]): Progress {
  return seen.reduce(after, begun);
}

function after(progress: Progress, seen: Seen): Progress {
  if (seen.parallel === true || seen.answer.kind === 'moved') return progress;
  switch (seen.method) {
    case 'auth.sendCode':
    case 'auth.resendCode':
      return afterSend(progress, seen);
    case 'auth.signIn':
      return afterCode(progress, seen);
    case 'account.getPassword':
    case 'auth.checkPassword':
      return afterPassword(progress, seen);
    case 'users.getUsers':
      return afterProbe(progress, seen.answer);
    case 'auth.cancelCode':
    case 'auth.logOut':
      return progress;
  }
}

function afterSend(before: Progress, { answer, send = 1 }: Seen): Progress {
  const progress: Progress = { ...before, sends: send };
  if (answer.kind !== 'sentCode') {
    const next = whereItLeads(progress, answer);
    // A second code that did not come takes nothing from the first; a flood ends all asking.
    const goesOn = progress.usable.length > 0 && next.access === 'none' && !isOver(next, 'flood');
    return goesOn ? progress : next;
  }
  if (answer.type === 'SetUpEmailRequired') return over(progress, 'emailWanted');
  const usable = answer.hash === 'filled' ? [...progress.usable, send] : progress.usable;
  if (usable.length === 0 && send === 2) return over(progress, 'noHash');
  return { ...progress, usable, stage: { kind: 'codeOut' } };
}

function afterCode(before: Progress, { answer, send }: Seen): Progress {
  const progress = { ...before, codeTries: before.codeTries + 1 };
  const again = progress.codeTries >= MOST_TRIES ? over(progress, 'tooManyTries') : progress;
  if (answer.kind === 'lost') return { ...progress, access: 'maybe', stage: { kind: 'unsure' } };
  if (answer.kind === 'notSent') return again;
  if (answer.kind !== 'refused' || isFlood(answer.name)) return whereItLeads(progress, answer);
  if (isWrongCode(answer.name) || answer.code >= 500) return again;
  if (!isExpired(answer.name)) return over(progress, 'refused');
  const usable = progress.usable.filter((each) => each !== send);
  return usable.length === 0 ? over(progress, 'codeExpired') : { ...progress, usable };
}

function afterPassword(before: Progress, { method, answer }: Seen): Progress {
  if (answer.kind === 'challenge') return before;
  const progress = { ...before, passwordTries: before.passwordTries + 1 };
  const again = progress.passwordTries >= MOST_TRIES ? over(progress, 'tooManyTries') : progress;
  if (answer.kind === 'lost' && method === 'auth.checkPassword') {
    return { ...progress, access: 'maybe', stage: { kind: 'unsure' } };
  }
  if (answer.kind === 'notSent' || answer.kind === 'lost') return again;
  if (answer.kind !== 'refused' || isFlood(answer.name)) return whereItLeads(progress, answer);
  return retriable.has(answer.name) || answer.code >= 500 ? again : over(progress, 'refused');
}

function afterProbe(before: Progress, answer: SeenAnswer): Progress {
  if (before.stage.kind !== 'unsure') return before;
  const progress = { ...before, probes: before.probes + 1 };
  if (answer.kind === 'account') return { ...over(progress, 'signedIn'), access: 'signedIn' };
  if (answer.kind === 'notSignedIn') return { ...progress, access: 'none', stage: { kind: 'codeOut' } };
  if (answer.kind === 'passwordNeeded') return whereItLeads(progress, answer);
  return progress.probes >= MOST_TRIES ? over(progress, 'lost') : progress;
}

/** An answer that means the same wherever it comes. */
function whereItLeads(progress: Progress, answer: SeenAnswer): Progress {
  switch (answer.kind) {
    case 'signedIn':
      return { ...over(progress, 'signedIn'), access: 'signedIn' };
    case 'passwordNeeded':
      return { ...progress, access: 'password', stage: { kind: 'passwordWanted' } };
    case 'signUpRequired':
      return over(progress, 'noAccount');
    case 'paymentRequired':
      return over(progress, 'paymentWanted');
    case 'budgetUsedUp':
      return over(progress, 'budgetUsedUp');
    case 'refused':
      return over(progress, isFlood(answer.name) ? 'flood' : 'refused');
    case 'lost':
      return over(progress, 'lost');
    case 'notSent':
    case 'notOpened':
      return over(progress, 'notReached');
    default:
      return over(progress, 'tooOld');
  }
}

function over(progress: Progress, ending: Ending): Progress {
  return { ...progress, stage: { kind: 'over', ending } };
}

function isOver({ stage }: Progress, ending: Ending): boolean {
  return stage.kind === 'over' && stage.ending === ending;
}

export function isFlood(name: string): boolean {
  return name.includes('FLOOD');
}

export function isWrongCode(name: string): boolean {
  return ['PHONE_CODE_INVALID', 'PHONE_CODE_EMPTY', 'CODE_INVALID', 'EMAIL_CODE_INVALID'].includes(name);
}

export function isExpired(name: string): boolean {
  return name === 'PHONE_CODE_EXPIRED' || name === 'EMAIL_VERIFY_EXPIRED';
}

const retriable: ReadonlySet<string> = new Set(['PASSWORD_HASH_INVALID', 'SRP_ID_INVALID', 'SRP_PASSWORD_CHANGED']);
