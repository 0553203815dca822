import type { ScanPicture } from '../../domain/login-view.ts';
import type { SendBudget } from '../sessions/session-vault.ts';

export type EnrolledNumber = {
  /** HMAC of the number under the id key: names the number where the number itself must not stand. */
  numberId: string;
  /** With its plus, e.g. `+4915112345678`. */
  phone: string;
  label: string;
  owner: string;
  enrolledBy: string;
  enrolledAtMs: number;
};

export type ViewRow = {
  numberId: string;
  loginId: string;
  /** Grows with every change of one sign-in; an older version never replaces a newer one. */
  version: number;
  view: unknown;
  ended: boolean;
  updatedAtMs: number;
  /** Grows with every change of any view of the store. */
  change: number;
  /** The QR code that is shown now: a credential, for those who may answer. */
  scan?: ScanPicture;
};

/** What a token stands for. `link`: opens one page once; `session`: a browser that is signed in; `once`: a value that was used. */
export type TokenKind = 'link' | 'session' | 'once';

/** `spent` and `expired` ones are still known for a day, so that a late visitor can be told whom to ask. */
export type Token = { state: 'live' | 'spent' | 'expired'; content: unknown; expiresAtMs: number };

export type AuditRow = {
  /** Unique per event; a repeated append changes nothing. */
  auditId: string;
  atMs: number;
  numberId?: string;
  actor: string;
  act: string;
  detail?: string;
};

/** What front ends may read: enrolled numbers, views, audit, budgets, sealed under the payload keys. */
export interface Records {
  /** Enrols or relabels a number. */
  enrol(number: { phone: string; label: string; owner: string; actor: string }): Promise<EnrolledNumber>;
  removeNumber(numberId: string, actor: string): Promise<boolean>;
  number(numberId: string): Promise<EnrolledNumber | undefined>;
  numberByPhone(phone: string): Promise<EnrolledNumber | undefined>;
  numbers(): Promise<EnrolledNumber[]>;

  /**
   * Stores a view unless a newer version of the same sign-in stands already. Audit rows go into the same transaction.
   * `scans`: the QR code of the view before it stays; else it is forgotten. `aside`: the sign-in steps back behind all others of its number, for it says nothing about how that stands.
   */
  putView(
    row: Omit<ViewRow, 'updatedAtMs' | 'change' | 'scan'> & { aside?: boolean; scans?: boolean },
    audit?: readonly AuditRow[],
  ): Promise<void>;
  /** Replaces the QR code of a sign-in that waits for a scan, or forgets it. Followers are told of it as of a view. */
  putScan(loginId: string, picture: Omit<ScanPicture, 'n'> | undefined): Promise<void>;
  /** The newest view of one sign-in, also of one that stepped back. */
  view(loginId: string): Promise<ViewRow | undefined>;
  /** The newest view of a number's newest sign-in. */
  latestView(numberId: string): Promise<ViewRow | undefined>;
  /** The newest view of each number, newest first. */
  latestViews(limit: number): Promise<ViewRow[]>;
  /** The newest view of each sign-in that changed after `change`, oldest change first. */
  viewsSince(change: number, limit: number): Promise<ViewRow[]>;
  /** The `change` of the newest change; 0 where there is none yet. */
  newestChange(): Promise<number>;

  appendAudit(rows: readonly AuditRow[]): Promise<void>;
  /** Newest first. `sinceMs`: not older. */
  audit(filter: { numberId?: string; act?: string; sinceMs?: number; limit: number }): Promise<AuditRow[]>;

  /** Makes a token of 128 random bits, in base64url. It is kept as its hash alone: whoever reads the store cannot use it. */
  issueToken(token: { kind: TokenKind; content: unknown; lifetimeMs: number }): Promise<string>;
  token(kind: TokenKind, token: string): Promise<Token | undefined>;
  /** How the token stood before: `live` for exactly one caller. */
  spendToken(kind: TokenKind, token: string): Promise<Token | undefined>;
  /** True for exactly one caller within the time, over all processes. */
  useOnce(value: string, lifetimeMs: number): Promise<boolean>;

  /** How many sends count in the window, and when the next one is free (0 = now). */
  sendsUsed(numberId: string, budget: SendBudget): Promise<{ used: number; freeInMs: number }>;

  /** How many sessions of a number work, as far as the vault knows: rows are counted, none is opened. */
  sessionsKept(numberId: string): Promise<number>;

  close(): Promise<void>;
}
