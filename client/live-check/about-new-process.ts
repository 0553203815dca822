import { type Answer, type LiveCheck, notTried } from './live-check.ts';
import { isExpired } from './progress.ts';
import { endMs, isAccepted, isSignIn, refusedWith, sendOf } from './seen-sends.ts';

/** After this long a code that has died may have died of age: TDLib drops its own state of a code after 5 min (telegram-sign-in.md 5.9). */
const OLD_MS = 5 * 60_000;

/** A process that has nothing but the key and the hash of another one completes `auth.signIn`. */
export function aboutNewProcess({ seen, ending }: LiveCheck): Answer {
  const sends = ([1, 2] as const).map((send) => sendOf(seen, send));
  const tries = seen.filter(isSignIn).flatMap((tried) => {
    const sent = sends[(tried.send ?? 1) - 1];
    return sent === undefined || sent.process === tried.process ? [] : [{ sent, tried }];
  });
  const accepted = tries.find(({ tried }) => isAccepted(tried));
  if (accepted !== undefined) return { verdict: 'confirmed', by: [accepted.sent, accepted.tried] };
  const lost = seen.findIndex((each) => isSignIn(each) && each.answer.kind === 'lost');
  const probe = lost < 0 ? undefined : seen.slice(lost).find(isIn);
  if (probe !== undefined) return { verdict: 'confirmed', by: [...seen.slice(lost, lost + 1), probe] };
  const unknownKey = tries.find(({ tried: { answer } }) => {
    return answer.kind === 'notOpened' && answer.failure === 'AUTH_KEY_UNKNOWN';
  });
  if (unknownKey !== undefined) return { verdict: 'contradicted', by: [unknownKey.sent, unknownKey.tried] };
  const [first] = tries;
  if (first === undefined) return notTried(ending);
  if (!isExpired(refusedWith(first.tried) ?? '')) return notTried('onlyWrongCodes');
  const isNewest = first.tried.send === 2 || sends[1]?.answer.kind !== 'sentCode';
  const isFresh = endMs(first.tried) - endMs(first.sent) < OLD_MS;
  return isNewest && isFresh ? { verdict: 'contradicted', by: [first.sent, first.tried] } : notTried('codeWasOld');
}

function isIn({ method, answer }: LiveCheck['seen'][number]): boolean {
  return method === 'users.getUsers' && (answer.kind === 'account' || answer.kind === 'passwordNeeded');
}
