import type { LiveMethod, SeenAnswer } from '../../contracts/live-check.ts';
import { assertNever } from '../../domain/assert-never.ts';
import type { SentCode } from '../../domain/sent-code.ts';
import type { TelegramError } from '../../domain/telegram-error.ts';
import type {
  CheckPasswordAnswer,
  Done,
  LoggedOut,
  OpenFailure,
  PasswordInfo,
  SendCodeAnswer,
  SignInAnswer,
  WhoAmI,
} from '../../telegram/gateway.ts';

export type GatewayAnswer =
  | SendCodeAnswer
  | SignInAnswer
  | CheckPasswordAnswer
  | PasswordInfo
  | WhoAmI
  | Done
  | LoggedOut;

/** What may be published of an answer. */
export function seenAnswer(method: LiveMethod, answer: GatewayAnswer): SeenAnswer {
  switch (answer.kind) {
    case 'sentCode':
      return sentCode(answer.sentCode);
    case 'signedIn':
      return { kind: 'signedIn', futureToken: answer.futureToken !== undefined };
    case 'done':
      if (method !== 'auth.logOut') return { kind: 'done' };
      return { kind: 'done', futureToken: 'futureToken' in answer && answer.futureToken !== undefined };
    case 'refused':
      return refused(answer.error);
    case 'libraryTooOld':
      return { kind: 'unknownConstructor', constructorId: answer.constructorId };
    case 'signUpRequired':
    case 'passwordNeeded':
    case 'paymentRequired':
    case 'challenge':
    case 'noPassword':
    case 'unknownAlgorithm':
    case 'account':
    case 'notSignedIn':
    case 'lost':
    case 'notSent':
      return { kind: answer.kind };
    default:
      return assertNever(answer);
  }
}

export function notOpened({ code, error }: OpenFailure): SeenAnswer {
  return error === undefined ? { kind: 'notOpened', failure: code } : refused(error);
}

function sentCode({ hash, delivery, nextType, timeoutSeconds }: SentCode): SeenAnswer {
  return {
    kind: 'sentCode',
    type: delivery.type,
    ...('length' in delivery ? { length: delivery.length } : {}),
    ...(nextType === undefined ? {} : { nextType }),
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    hash: hash === '' ? 'empty' : 'filled',
  };
}

function refused({ name, code, value }: TelegramError): SeenAnswer {
  if (code === 303 && value !== undefined) return { kind: 'moved', toDcId: value };
  return { kind: 'refused', name: publicName(name), code, ...(value === undefined ? {} : { value }) };
}

/** Errors are names in capitals; anything else, and numbers that could be somebody's, are Telegram's alone. */
function publicName(name: string): string {
  return /^[A-Z0-9_]{1,64}$/u.test(name) ? name.replaceAll(/\d{5,}/gu, 'X') : 'UNREADABLE';
}
