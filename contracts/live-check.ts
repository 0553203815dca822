import type { PasswordChallenge, PasswordProof } from '../domain/login-event.ts';
import type { Delivery, DeliveryType, NextType } from '../domain/sent-code.ts';

/** The codes that one check may ask for, `auth.sendCode` and `auth.resendCode` together: there is no third. */
export type SendNumber = 1 | 2;
export type SendMethod = 'auth.sendCode' | 'auth.resendCode';

export type LiveMethod =
  | SendMethod
  | 'auth.signIn'
  | 'account.getPassword'
  | 'auth.checkPassword'
  | 'users.getUsers'
  | 'auth.cancelCode'
  | 'auth.logOut';

/** What a call brought, in names and numbers that may be published: no text of Telegram's about a person, no hash, no code. */
export type SeenAnswer =
  | {
      kind: 'sentCode';
      type: DeliveryType;
      length?: number;
      nextType?: NextType;
      timeoutSeconds?: number;
      hash: 'filled' | 'empty';
    }
  | { kind: 'signedIn'; futureToken: boolean }
  | { kind: 'signUpRequired' }
  | { kind: 'passwordNeeded' }
  | { kind: 'paymentRequired' }
  | { kind: 'challenge' }
  | { kind: 'noPassword' }
  | { kind: 'unknownAlgorithm' }
  | { kind: 'account' }
  | { kind: 'notSignedIn' }
  | { kind: 'done'; futureToken?: boolean }
  | { kind: 'refused'; name: string; code: number; value?: number }
  /** 303: the call did nothing and goes out again at the data centre named. */
  | { kind: 'moved'; toDcId: number }
  | { kind: 'unknownConstructor'; constructorId: string }
  | { kind: 'lost' }
  | { kind: 'notSent' }
  /** No call was made: the connection did not open. `failure` is a code of the catalogue. */
  | { kind: 'notOpened'; failure: string }
  /** No call was made: the number's own budget lets no send through. */
  | { kind: 'budgetUsedUp' };

export type Seen = {
  method: LiveMethod;
  /** The send itself, or the one whose hash went along. */
  send?: SendNumber;
  /** Two connections at once, with a key of its own that nobody signs in with. */
  parallel?: true;
  /** Random, one per process. */
  process: string;
  atMs: number;
  tookMs: number;
  dcId: number;
  answer: SeenAnswer;
};

/** What one process of a check does: one of these, and then it ends. */
export type LiveStep =
  /** Finds the number's unfinished check, or begins one. Calls nothing. */
  | { kind: 'begin' }
  | { kind: 'send'; send: SendNumber; method: SendMethod }
  | { kind: 'signIn'; send: SendNumber; code: string; attempt: number }
  | { kind: 'challenge' }
  | { kind: 'checkPassword'; proof: PasswordProof; attempt: number }
  | { kind: 'whoAmI' }
  /** Gives up codes that are out, or logs out; what the vault has of the check is then forgotten. */
  | { kind: 'end'; logOut: boolean }
  | { kind: 'parallel' };

export type LiveRequest = { numberId: string; runId: string; step: LiveStep };

/** How the check introduces itself, for its report. */
export type LiveFacts = { telegram: boolean; gramjs: string; layer: number; node: string };

export type LiveDone = {
  kind: 'done';
  seen: Seen[];
  /** Of `begin`: the check, how old it is, and what it is made with. */
  begun?: { runId: string; ageMs: number; facts: LiveFacts };
  /** Where codes went, by send: for the prompts, never published. */
  deliveries?: Partial<Record<SendNumber, Delivery>>;
  challenge?: PasswordChallenge;
};
export type LiveReply = LiveDone | { kind: 'failed'; message: string };
