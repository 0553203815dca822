import type { SentCode } from '../domain/sent-code.ts';
import type { TelegramError } from '../domain/telegram-error.ts';

/** An MTProto session as data: which data centre, and the key made with it. */
export type DcSession = {
  dcId: number;
  host: string;
  port: number;
  /** 256 bytes. */
  authKey: Uint8Array;
  /** Server clock minus ours, in seconds. */
  timeOffsetSeconds: number;
};

/** The account as Telegram describes it. `userId` is decimal text: it exceeds 2^53 one day. */
export type Account = { userId: string; firstName: string; username?: string; bot: boolean; phone?: string };

/** Telegram answered with an RPC error: the call had no effect except those its error describes. */
export type Refused = { kind: 'refused'; error: TelegramError };
/** The request may have reached Telegram, and no answer came. */
export type Lost = { kind: 'lost'; reason: string };
/** The request certainly did not reach Telegram. */
export type NotSent = { kind: 'notSent'; reason: string };
/** Telegram answered with a constructor that this layer does not know. */
export type TooOld = { kind: 'libraryTooOld'; constructorId: string };
export type Failed = Refused | Lost | NotSent | TooOld;

export type SendCodeAnswer =
  | { kind: 'sentCode'; sentCode: SentCode }
  | { kind: 'signedIn'; account: Account }
  | { kind: 'signUpRequired' }
  | { kind: 'passwordNeeded' }
  | { kind: 'paymentRequired' }
  | Failed;
export type SignInAnswer =
  | { kind: 'signedIn'; account: Account }
  | { kind: 'signUpRequired' }
  | { kind: 'passwordNeeded' }
  | Failed;

/** `srpId` is decimal text (64 bits); the rest is base64 of big-endian bytes. */
export type SrpChallenge = { srpId: string; srpB: string; salt1: string; salt2: string; g: number; p: string };
export type PasswordInfo =
  | { kind: 'challenge'; challenge: SrpChallenge; hint?: string; hasRecovery: boolean }
  | { kind: 'noPassword' }
  | { kind: 'unknownAlgorithm' }
  | Failed;
/** `a` and `m1` are base64 of big-endian bytes: 256 and 32 of them. */
export type SrpProof = { srpId: string; a: string; m1: string };
export type CheckPasswordAnswer = { kind: 'signedIn'; account: Account } | Failed;

/** Who the key is: the probe of telegram-sign-in.md 5.4. */
export type WhoAmI =
  | { kind: 'account'; account: Account }
  | { kind: 'passwordNeeded' }
  | { kind: 'notSignedIn' }
  | Failed;
export type Done = { kind: 'done' } | Failed;

/** `token` in base64url, as the QR code carries it; `expiresInMs` is counted from the answer. */
export type LoginTokenAnswer =
  | { kind: 'token'; token: string; expiresInMs: number }
  /** The account that accepted lives there: the token is to be imported with a key of that data centre. */
  | { kind: 'migrate'; dcId: number; token: string }
  | { kind: 'signedIn'; account: Account }
  | { kind: 'signUpRequired' }
  | { kind: 'passwordNeeded' }
  | Failed;
export type LoginTokenUpdate = { kind: 'accepted' } | { kind: 'elapsed' } | Lost;

/** Signing in by a QR code, and letting somebody in who shows one. Source: https://core.telegram.org/api/qr-login. */
export interface LoginTokenCalls {
  /** A fresh token, or what became of the one that was accepted: the same call asks for both. */
  exportLoginToken(): Promise<LoginTokenAnswer>;
  importLoginToken(request: { token: string }): Promise<LoginTokenAnswer>;
  /** By the account that is signed in with this key. */
  acceptLoginToken(request: { token: string }): Promise<Done>;
  /**
   * Writes nothing: waits until Telegram says that the token was accepted, also when it has said so since the last export.
   * `signal` ends the wait, not the connection.
   */
  nextLoginTokenUpdate(wait: { withinMs: number; signal?: AbortSignal }): Promise<LoginTokenUpdate>;
}

/**
 * One connection, one socket, never reconnected: when it is lost, calls under way answer `lost`.
 * Every call answers within its deadline and never throws; at most one request per call is written to the wire.
 */
export interface Connection extends LoginTokenCalls {
  sendCode(request: { phone: string }): Promise<SendCodeAnswer>;
  /** `reason` belongs to official clients' device checks; nothing here sets it. */
  resendCode(request: { phone: string; hash: string; reason?: string }): Promise<SendCodeAnswer>;
  signIn(request: { phone: string; hash: string; code: string }): Promise<SignInAnswer>;
  getPassword(): Promise<PasswordInfo>;
  checkPassword(proof: SrpProof): Promise<CheckPasswordAnswer>;
  cancelCode(request: { phone: string; hash: string }): Promise<Done>;
  whoAmI(): Promise<WhoAmI>;
  logOut(): Promise<Done>;
  close(): Promise<void>;
}

/** Nothing was asked of Telegram yet, or the key is unknown to it. `code` is in the failure catalogue. */
export type OpenFailure = {
  kind: 'failed';
  code:
    | 'DC_UNREACHABLE'
    | 'AUTH_KEY_UNKNOWN'
    | 'API_ID_INVALID'
    | 'LIBRARY_TOO_OLD'
    | 'KEY_EXCHANGE_FAILED'
    | 'TELEGRAM_REFUSED';
  reason: string;
  error?: TelegramError;
};

export interface Gateway {
  /** Fingerprint of the data centres' RSA key: what separates production from every other environment. */
  readonly environment: string;
  /** The data centre asked first. */
  readonly firstDcId: number;
  /** Makes an authorization key with a data centre. Nothing about a person is sent. */
  createSession(dcId: number, options: CallOptions): Promise<{ kind: 'created'; session: DcSession } | OpenFailure>;
  /** Dials, initialises the connection (initConnection) and hands it over. */
  open(
    session: DcSession,
    options: CallOptions,
  ): Promise<{ kind: 'open'; connection: Connection; timeOffsetSeconds: number } | OpenFailure>;
}

/**
 * `deadlineMs` bounds opening and all calls of the connection together; `signal` closes the socket at once (a lease that ran
 * out). `staysOpenMs`: once open the connection may live that long, and each call of it gets `deadlineMs` of its own. A process that was frozen wakes up with both overdue and no timer run: `mayWrite` is asked before every single write.
 */
export type CallOptions = { deadlineMs: number; staysOpenMs?: number; signal?: AbortSignal; mayWrite?: () => boolean };
