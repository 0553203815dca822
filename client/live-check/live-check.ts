import type { LiveFacts, Seen, SendNumber } from '../../contracts/live-check.ts';
import type { Ending } from './progress.ts';

/** What only the person who sat there knows. */
export type Said = { noCode?: true; sameCode?: boolean };

/** A check that is over: all that its report is made of. */
export type LiveCheck = {
  seen: readonly Seen[];
  said: Said;
  ending: Ending;
  /** How many codes the person let it ask for. */
  sendsAllowed: SendNumber;
  facts: LiveFacts & { latchkey: string };
};

/**
 * What is unconfirmed about Telegram. Where the sandbox has a switch for a doubt, the question has its name. Each is put as a
 * sentence that the switch's first value makes true.
 */
export const questions = [
  'newProcess',
  'firstHash',
  'timeoutField',
  'appCode',
  'futureAuthToken',
  'earlyResend',
  'resendVoidsOldHash',
  'secondSendCode',
  'duplicatedOnUnauthorised',
  'codesByEmail',
  'paymentBelowLayer201',
  'repeatedResend',
  'wrongCodeLimitAnswer',
  'srpLifetimeSeconds',
  'codeLifetime',
  'passwordFloodDuration',
  'passwordProtected',
  'errorNumbers',
  'testNumbers',
] as const;
export type Question = (typeof questions)[number];

/** Why a question has no answer, besides how the check ended. */
export type Reason =
  | 'oneSendAllowed'
  | 'secondNotChosen'
  | 'noNextType'
  | 'hadNextType'
  | 'noTimeout'
  | 'timeoutPassed'
  | 'secondFailed'
  | 'firstCodeNotTyped'
  | 'invalidLeavesOpen'
  | 'answerLost'
  | 'onlyWrongCodes'
  | 'codeWasOld'
  | 'wentOtherwise'
  | 'notAskedToPay'
  | 'updateAppLeavesOpen'
  | 'unclear'
  | 'takesThreeSends'
  | 'takesWrongCodes'
  | 'takesLong'
  | 'takesFlood'
  | 'cannotBeCaused'
  | 'otherServers';

export type Answer =
  | { verdict: 'confirmed' | 'contradicted'; by: readonly Seen[]; note?: 'sameCode' | 'otherCode' }
  | { verdict: 'notTried'; why: Ending | Reason };

export function notTried(why: Ending | Reason): Answer {
  return { verdict: 'notTried', why };
}
