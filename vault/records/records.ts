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
};

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
   * `aside`: the sign-in steps back behind all others of its number, for it says nothing about how that stands.
   */
  putView(row: Omit<ViewRow, 'updatedAtMs'> & { aside?: boolean }, audit?: readonly AuditRow[]): Promise<void>;
  /** The newest view of one sign-in, also of one that stepped back. */
  view(loginId: string): Promise<ViewRow | undefined>;
  /** The newest view of a number's newest sign-in. */
  latestView(numberId: string): Promise<ViewRow | undefined>;
  /** The newest view of each number, newest first. */
  latestViews(limit: number): Promise<ViewRow[]>;

  appendAudit(rows: readonly AuditRow[]): Promise<void>;
  audit(filter: { numberId?: string; limit: number }): Promise<AuditRow[]>;

  /** How many sends count in the window, and when the next one is free (0 = now). */
  sendsUsed(numberId: string, budget: SendBudget): Promise<{ used: number; freeInMs: number }>;

  /** How many sessions of a number work, as far as the vault knows: rows are counted, none is opened. */
  sessionsKept(numberId: string): Promise<number>;

  close(): Promise<void>;
}
