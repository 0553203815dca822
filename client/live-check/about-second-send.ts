import type { Seen, SendMethod } from '../../contracts/live-check.ts';
import { type Answer, type LiveCheck, notTried } from './live-check.ts';
import { isExpired, isFlood } from './progress.ts';
import { endMs, isAccepted, isSignIn, refusedWith, sendOf } from './seen-sends.ts';

/** What a second code can be asked for with: again where Telegram announced how, else anew. Undefined: there is no first one. */
export function secondSendBy(seen: readonly Seen[]): SendMethod | undefined {
  const first = sendOf(seen, 1)?.answer;
  if (first?.kind !== 'sentCode') return undefined;
  return first.nextType === undefined || first.hash === 'empty' ? 'auth.sendCode' : 'auth.resendCode';
}

/** What only a second code tells: of a check that has made it, and else why it has not. */
export const aboutSecondSend = {
  earlyResend: (check: LiveCheck): Answer => {
    const pair = sendsBy('auth.resendCode', check);
    if ('verdict' in pair) return pair;
    const { first, second } = pair;
    const timeoutSeconds = first.answer.kind === 'sentCode' ? (first.answer.timeoutSeconds ?? 0) : 0;
    if (timeoutSeconds === 0) return notTried('noTimeout');
    if (endMs(second) >= endMs(first) + timeoutSeconds * 1_000) return notTried('timeoutPassed');
    if (second.answer.kind === 'sentCode') return { verdict: 'contradicted', by: [first, second] };
    const name = refusedWith(second);
    if (name === undefined) return notTried('secondFailed');
    return isFlood(name) ? notTried('flood') : { verdict: 'confirmed', by: [first, second] };
  },

  resendVoidsOldHash: (check: LiveCheck): Answer => {
    const pair = sendsBy('auth.resendCode', check);
    return 'verdict' in pair ? pair : aboutOldHash(check, pair.second);
  },

  /** A new code, and the hash of the first one void. */
  secondSendCode: (check: LiveCheck): Answer => {
    const pair = sendsBy('auth.sendCode', check);
    if ('verdict' in pair) return pair;
    const answer = aboutOldHash(check, pair.second);
    const { sameCode } = check.said;
    if (sameCode === undefined || pair.second.answer.kind !== 'sentCode') return answer;
    if (sameCode) {
      const by = answer.verdict === 'notTried' ? [pair.second] : answer.by;
      return { verdict: 'contradicted', by, note: 'sameCode' };
    }
    return answer.verdict === 'notTried' ? answer : { ...answer, note: 'otherCode' };
  },
};

function sendsBy(
  method: SendMethod,
  { seen, ending, sendsAllowed }: LiveCheck,
): { first: Seen; second: Seen } | Answer {
  const first = sendOf(seen, 1);
  const by = secondSendBy(seen);
  if (first === undefined || by === undefined) return notTried(ending);
  if (by !== method) return notTried(by === 'auth.sendCode' ? 'noNextType' : 'hadNextType');
  const second = sendOf(seen, 2);
  if (second !== undefined) return { first, second };
  return notTried(sendsAllowed === 1 ? 'oneSendAllowed' : 'secondNotChosen');
}

/** The first code with the hash that it came with, after a second code. */
function aboutOldHash({ seen }: LiveCheck, second: Seen): Answer {
  if (second.answer.kind !== 'sentCode') return notTried('secondFailed');
  const tried = seen.find((each) => isSignIn(each) && each.send === 1);
  if (tried === undefined) return notTried('firstCodeNotTyped');
  if (isAccepted(tried)) return { verdict: 'contradicted', by: [second, tried] };
  const name = refusedWith(tried);
  if (name === undefined) return notTried('answerLost');
  return isExpired(name) ? { verdict: 'confirmed', by: [second, tried] } : notTried('invalidLeavesOpen');
}
