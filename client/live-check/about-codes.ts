import type { Seen } from '../../contracts/live-check.ts';
import { type Answer, type LiveCheck, notTried } from './live-check.ts';
import { isAccepted, isSignIn, refusedWith } from './seen-sends.ts';

/** What `auth.sentCode` and the answers after it tell by themselves. */
export const aboutCodes = {
  firstHash: ({ seen, ending }: LiveCheck): Answer => {
    const [first] = sentCodes(seen);
    if (first === undefined) return notTried(ending);
    return judged(first.answer.kind === 'sentCode' && first.answer.hash === 'filled', [first]);
  },

  timeoutField: ({ seen, ending }: LiveCheck): Answer => {
    const sent = sentCodes(seen);
    if (sent.length === 0) return notTried(ending);
    const offering = sent.filter(({ answer }) => answer.kind === 'sentCode' && answer.nextType !== undefined);
    if (offering.length === 0) return notTried('noNextType');
    const without = offering.filter(({ answer }) => answer.kind === 'sentCode' && answer.timeoutSeconds === undefined);
    return without.length === 0 ? judged(true, offering) : judged(false, without);
  },

  appCode: ({ seen, said, ending }: LiveCheck): Answer => {
    const sent = sentCodes(seen);
    const accepted = seen.find((each) => isSignIn(each) && isAccepted(each));
    if (accepted !== undefined) return judged(true, [...sent.filter(({ send }) => send === accepted.send), accepted]);
    const probed = seen.find(({ method, answer }) => method === 'users.getUsers' && answer.kind === 'account');
    if (probed !== undefined) return judged(true, [...sent, probed]);
    return said.noCode === true && sent.length > 0 ? judged(false, sent) : notTried(ending);
  },

  codesByEmail: ({ seen, ending }: LiveCheck): Answer => {
    const sent = sentCodes(seen);
    if (sent.length === 0) return notTried(ending);
    const mailed = sent.filter(({ answer }) => {
      return answer.kind === 'sentCode' && (answer.type === 'EmailCode' || answer.type === 'SetUpEmailRequired');
    });
    return mailed.length > 0 ? judged(true, mailed) : notTried('wentOtherwise');
  },

  paymentBelowLayer201: ({ seen }: LiveCheck): Answer => {
    const asked = seen.find(({ answer }) => answer.kind === 'paymentRequired');
    if (asked !== undefined) return judged(false, [asked]);
    const isUnclear = seen.some((each) => refusedWith(each) === 'UPDATE_APP_TO_LOGIN');
    return notTried(isUnclear ? 'updateAppLeavesOpen' : 'notAskedToPay');
  },

  futureAuthToken: ({ seen, ending }: LiveCheck): Answer => {
    const could = seen.filter(({ answer }) => 'futureToken' in answer);
    const given = could.filter(({ answer }) => 'futureToken' in answer && answer.futureToken);
    if (given.length > 0) return judged(false, given);
    return could.some(({ answer }) => answer.kind === 'signedIn')
      ? judged(true, could)
      : notTried(ending === 'signedIn' ? 'answerLost' : ending);
  },

  duplicatedOnUnauthorised: ({ seen, ending }: LiveCheck): Answer => {
    const uses = seen.filter(({ parallel }) => parallel === true);
    if (uses.length === 0) return notTried(ending);
    const duplicated = uses.filter((use) => refusedWith(use) === 'AUTH_KEY_DUPLICATED');
    if (duplicated.length > 0) return judged(false, duplicated);
    const isHarmless = uses.length > 1 && uses.every(({ answer }) => answer.kind === 'notSignedIn');
    return isHarmless ? judged(true, uses) : notTried('unclear');
  },
};

function sentCodes(seen: readonly Seen[]): Seen[] {
  return seen.filter(({ answer }) => answer.kind === 'sentCode');
}

function judged(holds: boolean, by: readonly Seen[]): Answer {
  return { verdict: holds ? 'confirmed' : 'contradicted', by };
}
