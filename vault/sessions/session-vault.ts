/** What an MTProto session is, opened: everything a new process needs to go on with the same authorization key. */
export type StoredSession = {
  dcId: number;
  host: string;
  port: number;
  /** 256 bytes, as MTProto's key exchange made them. */
  authKey: Uint8Array;
  /** Server clock minus ours, in seconds. */
  timeOffsetSeconds: number;
};

/** The account a session belongs to, as Telegram named it when the sign-in completed. */
export type SessionOwner = { userId: string; firstName: string; username?: string };

export type SessionStatus = 'pending' | 'live' | 'ended';

export type SessionRow = {
  sessionId: string;
  numberId: string;
  /** Fingerprint of the data centre's RSA key: production and sandbox rows never mix. */
  environment: string;
  status: SessionStatus;
  session: StoredSession;
  /** Unix milliseconds; of a live session, when it was signed in. */
  updatedAtMs: number;
  owner?: SessionOwner;
};

/** The right to hold the one connection of a session. `fence` grows with every holder; each write carries it. */
export type Lease = { sessionId: string; holder: string; fence: number };

export type LeaseAnswer = { kind: 'acquired'; lease: Lease } | { kind: 'held'; freeInMs: number };

/**
 * What is known of a call that must not be made twice.
 * `open`: it was announced, and nobody stored an answer. `lost`: it stays unanswered, late answers are refused.
 */
export type IntentState =
  | { kind: 'none' }
  | { kind: 'open' }
  | { kind: 'answered'; result: unknown; ageMs: number }
  | { kind: 'lost' };

export type IntentOpening =
  | { kind: 'opened' }
  | { kind: 'budgetUsedUp'; freeInMs: number }
  | { kind: 'paused'; pause: Pause }
  | Exclude<IntentState, { kind: 'none' }>;

export type IntentKey = { sessionId: string; effectId: string };

/** The catalogued name of the error that Telegram named it with (`FLOOD_WAIT_X`), and how long it lasts. */
export type Pause = { errorName: string; forMs: number };

/** How many sends a number may cause in a moving window. */
export type SendBudget = { limit: number; windowMs: number };

/**
 * Auth keys and unanswered calls, sealed under the vault keys. Only the login worker opens it.
 * Every method that takes a lease throws `LeaseLostError` when another holder has a higher fence or the lease was released;
 * those that prepare a call (`savePending`, `openIntent`) also when its time ran out. Then nothing was written. All throw `VaultError` (code, what happened, what to do) for a broken, locked or read-only file.
 */
export interface SessionVault {
  acquireLease(request: { sessionId: string; holder: string; ttlMs: number }): Promise<LeaseAnswer>;
  /** False when the lease is no longer ours: released, revoked, or taken since its time ran out. */
  renewLease(lease: Lease, ttlMs: number): Promise<boolean>;
  releaseLease(lease: Lease): Promise<void>;

  /** Inserts or replaces this sign-in's own pending row; never touches another session of the number. */
  savePending(lease: Lease, row: { numberId: string; environment: string; session: StoredSession }): Promise<void>;
  /** Undefined when there is none, and when it ended: its key is gone. */
  load(sessionId: string): Promise<SessionRow | undefined>;
  liveSessions(numberId: string, environment: string): Promise<SessionRow[]>;
  /**
   * Marks a session ended, for good: its key and its intents' results are forgotten, its lease is revoked, and later
   * writes under this id throw `LeaseLostError`. So store the answer of the last call first. Harmless to repeat.
   * `by`: that the account's owner did it, which may also be learned afterwards.
   */
  endSession(sessionId: string, by?: 'owner'): Promise<void>;
  /** The owner ended a session of this number, and nobody has signed in since. */
  endedByOwner(numberId: string, environment: string): Promise<boolean>;

  /**
   * Announces a call before it is made; with `budget` it also reserves one send of the number, in the same transaction, unless
   * Telegram has named a pause for this call to another sign-in of the number, and it is not over.
   */
  openIntent(
    lease: Lease,
    intent: { effectId: string; method: string; numberId: string; budget?: SendBudget },
  ): Promise<IntentOpening>;
  readIntent(key: IntentKey): Promise<IntentState>;
  /** The call certainly did not take place: the intent and its reserved send are forgotten. */
  withdrawIntent(lease: Lease, effectId: string): Promise<void>;
  /**
   * Stores the answer, sealed, in one transaction with what it changes: `session` replaces the stored key,
   * `promote` makes the session live, `releaseSend` gives the reserved send back (Telegram refused, nothing went out),
   * `pause` keeps the number's other sign-ins from this call before it is over.
   */
  answerIntent(
    lease: Lease,
    answer: {
      effectId: string;
      result: unknown;
      session?: StoredSession;
      promote?: SessionOwner;
      releaseSend?: boolean;
      pause?: Pause & { numberId: string; method: string };
      /** Came with the answer; kept like by `keepFutureToken`. */
      futureToken?: Uint8Array;
    },
  ): Promise<void>;
  /**
   * Gives an open intent up: its late answer will be refused. Answers with what stands afterwards. `none`: the call was
   * never announced, and cannot be any more under this effect id (`openIntent` would answer `lost`).
   */
  loseIntent(key: IntentKey): Promise<IntentState>;

  /** Keeps a token of `auth.authorization` or `auth.loggedOut`: the newest 20 of an environment, over all its numbers. */
  keepFutureToken(environment: string, token: Uint8Array): Promise<void>;
  /** Oldest first. */
  futureTokens(environment: string): Promise<Uint8Array[]>;

  close(): Promise<void>;
}
