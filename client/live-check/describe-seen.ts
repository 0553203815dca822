import type { Seen, SeenAnswer } from '../../contracts/live-check.ts';
import { assertNever } from '../../domain/assert-never.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';

const words = texts.liveCheck.seen;

/** An answer by the names of Telegram's schema. */
export function describeSeen(answer: SeenAnswer): string {
  switch (answer.kind) {
    case 'sentCode':
      return sentCode(answer);
    case 'signedIn':
      return `auth.authorization (${answer.futureToken ? words.withToken : words.withoutToken})`;
    case 'done':
      if (answer.futureToken === undefined) return 'boolTrue';
      return `auth.loggedOut (${answer.futureToken ? words.withToken : words.withoutToken})`;
    case 'refused':
      return `${answer.code} ${answer.name}${answer.value === undefined ? '' : ` (X = ${answer.value})`}`;
    case 'moved':
      return fill(words.moved, { dcId: answer.toDcId });
    case 'unknownConstructor':
      return fill(words.unknownConstructor, { constructorId: answer.constructorId });
    case 'notOpened':
      return fill(words.notOpened, { failure: answer.failure });
    case 'signUpRequired':
      return 'auth.authorizationSignUpRequired';
    case 'passwordNeeded':
      return '401 SESSION_PASSWORD_NEEDED';
    case 'notSignedIn':
      return '401 AUTH_KEY_UNREGISTERED';
    case 'paymentRequired':
      return 'auth.sentCodePaymentRequired';
    case 'challenge':
    case 'noPassword':
    case 'unknownAlgorithm':
    case 'account':
    case 'lost':
    case 'notSent':
    case 'budgetUsedUp':
      return words[answer.kind];
    default:
      return assertNever(answer);
  }
}

function sentCode({ type, length, nextType, timeoutSeconds, hash }: Extract<SeenAnswer, { kind: 'sentCode' }>): string {
  const fields = [
    `auth.sentCodeType${type}`,
    ...(length === undefined ? [] : [`length ${length}`]),
    nextType === undefined ? words.noNextType : `next_type auth.codeType${nextType}`,
    timeoutSeconds === undefined ? words.noTimeout : `timeout ${timeoutSeconds}`,
    ...(hash === 'empty' ? [words.emptyHash] : []),
  ];
  return `auth.sentCode (${fields.join(', ')})`;
}

/** Processes by letters, in the order of their calls. */
export function processNames(seen: readonly Seen[]): (process: string) => string {
  const all = [...new Set(seen.map(({ process }) => process))];
  return (process) => String.fromCodePoint(65 + Math.max(0, all.indexOf(process)));
}
