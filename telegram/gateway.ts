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

/**
 * Telegram answered with an RPC error: the call had no effect except those its error describes.
 * `notice`: the text for the owner that follows a 406, cleaned (`noticeText`).
 */
export type Refused = { kind: 'refused'; error: TelegramError; notice?: string };
/** The request may have reached Telegram, and no answer came. */
export type Lost = { kind: 'lost'; reason: string };
/** The request certainly did not reach Telegram. */
export type NotSent = { kind: 'notSent'; reason: string };
/** Telegram answered with a constructor that this layer does not know. */
export type TooOld = { kind: 'libraryTooOld'; constructorId: string };
export type Failed = Refused | Lost | NotSent | TooOld;

/** `futureToken`: lets a later `auth.sendCode` sign in without a code; as secret as a session. */
export type SignedInAnswer = { kind: 'signedIn'; account: Account; futureToken?: Uint8Array };
export type SendCodeAnswer =
  | { kind: 'sentCode'; sentCode: SentCode }
  | SignedInAnswer
  | { kind: 'signUpRequired' }
  | { kind: 'passwordNeeded' }
  | { kind: 'paymentRequired' }
  | Failed;
export type SignInAnswer = SignedInAnswer | { kind: 'signUpRequired' } | { kind: 'passwordNeeded' } | Failed;

/** `emailPattern`: the address as Telegram shows it. `length` 0: it does not say. */
export type EmailCodeAnswer =
  | { kind: 'emailCode'; emailPattern: string; length: number }
  | { kind: 'passwordNeeded' }
  | Failed;

/** `srpId` is decimal text (64 bits); the rest is base64 of big-endian bytes. */
export type SrpChallenge = { srpId: string; srpB: string; salt1: string; salt2: string; g: number; p: string };
export type PasswordInfo =
  | {
      kind: 'challenge';
      challenge: SrpChallenge;
      hint?: string;
      hasRecovery: boolean;
      newAlgorithm?: PasswordAlgorithm;
    }
  | { kind: 'noPassword' }
  | { kind: 'unknownAlgorithm' }
  | Failed;
/** `a` and `m1` are base64 of big-endian bytes: 256 and 32 of them. */
export type SrpProof = { srpId: string; a: string; m1: string };
/** What a new password is computed with; the rest is base64. Absent where this version does not know the algorithm. */
export type PasswordAlgorithm = { salt1: string; salt2: string; g: number; p: string };
/** A new password, computed where it was typed. `hash` is g^x mod p: base64, 256 bytes. */
export type NewPasswordSettings = PasswordAlgorithm & { hash: string; hint: string };
export type RecoveryRequested = { kind: 'requested'; emailPattern: string } | Failed;
export type RecoveryChecked = { kind: 'checked'; isRight: boolean } | Failed;
export type CheckPasswordAnswer = SignedInAnswer | Failed;

/** Who the key is: the probe of telegram-sign-in.md 5.4. */
export type WhoAmI =
  | { kind: 'account'; account: Account }
  | { kind: 'passwordNeeded' }
  | { kind: 'notSignedIn' }
  | Failed;
export type Done = { kind: 'done' } | Failed;
export type LoggedOut = { kind: 'done'; futureToken?: Uint8Array } | Failed;

/** `token` in base64url, as the QR code carries it; `expiresInMs` is counted from the answer. */
export type LoginTokenAnswer =
  | { kind: 'token'; token: string; expiresInMs: number }
  /** The account that accepted lives there: the token is to be imported with a key of that data centre. */
  | { kind: 'migrate'; dcId: number; token: string }
  | SignedInAnswer
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
  /** `futureTokens`: of earlier sign-ins and sign-outs, at most 20. */
  sendCode(request: { phone: string; futureTokens?: readonly Uint8Array[] }): Promise<SendCodeAnswer>;
  /** `reason` belongs to official clients' device checks; nothing here sets it. */
  resendCode(request: { phone: string; hash: string; reason?: string }): Promise<SendCodeAnswer>;
  /** `byEmail`: the code came to the login e-mail address. */
  signIn(request: { phone: string; hash: string; code: string; byEmail?: boolean }): Promise<SignInAnswer>;
  /** `account.sendVerifyEmailCode` for a login e-mail address that is to be bound; `hash` of the code that Telegram did not send. */
  sendEmailCode(request: { phone: string; hash: string; email: string }): Promise<EmailCodeAnswer>;
  /** `account.verifyEmail`: binds the address. What comes is like a fresh answer to `sendCode`. */
  verifyEmail(request: { phone: string; hash: string; code: string }): Promise<SendCodeAnswer>;
  /** `auth.resetLoginEmail`. */
  resetEmail(request: { phone: string; hash: string }): Promise<SendCodeAnswer>;
  getPassword(): Promise<PasswordInfo>;
  checkPassword(proof: SrpProof): Promise<CheckPasswordAnswer>;
  /** Mails the owner a code. */
  requestPasswordRecovery(): Promise<RecoveryRequested>;
  /** Changes nothing. */
  checkRecoveryPassword(code: string): Promise<RecoveryChecked>;
  /** Signs in; without `settings` the password is gone. */
  recoverPassword(request: { code: string; settings?: NewPasswordSettings }): Promise<CheckPasswordAnswer>;
  cancelCode(request: { phone: string; hash: string }): Promise<Done>;
  whoAmI(): Promise<WhoAmI>;
  logOut(): Promise<LoggedOut>;
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
  /** As an account's owner sees what signs in here. */
  readonly device: { model: string; systemVersion: string; appVersion: string };
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
