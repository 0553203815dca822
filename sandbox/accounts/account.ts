import { randomBytes } from 'node:crypto';
import type { AuthKey } from '../key-exchange/auth-key.ts';
import type { Scenario } from './scenario.ts';
import type { InboxEntry } from './inbox.ts';
import { inboxEntry } from './inbox.ts';
import { codeText } from './code-text.ts';
import { OfferedSalts, type RecoveryCode } from './password-recovery.ts';
import type { PasswordVerifier } from './password-verifier.ts';
import { SrpChallenges } from './srp-challenges.ts';

export type VoidReason = 'resent' | 'newSend' | 'cancelled' | 'postedInChat' | 'used' | 'tooManyTries';

/** One code that was sent, known to clients by its phone_code_hash. */
export interface IssuedCode {
  readonly hash: string;
  /** A hash works with the auth key that asked for it and no other. */
  readonly key: AuthKey;
  readonly position: number;
  readonly code: string;
  readonly sentAtMs: number;
  readonly expiresAtMs: number;
  wrongTries: number;
  voided: VoidReason | undefined;
  /** What auth.resendCode sent in its place. */
  resentAs: IssuedCode | undefined;
  /** The address that is to be bound, and the code that proves it. */
  email: ProvenEmail | undefined;
}

export interface ProvenEmail {
  readonly address: string;
  readonly code: string;
  readonly expiresAtMs: number;
}

/** One delivery to be sent. */
export interface Order {
  readonly key: AuthKey;
  readonly position: number;
  readonly nowMs: number;
  /** This code instead of a new one. */
  readonly repeat?: string | undefined;
  /** Handed out without a hash: nothing can be done with it. */
  readonly emptyHash?: boolean;
  /** Announced, and it never arrives. */
  readonly lost?: boolean;
}

/** Codes and messages remembered per number; the oldest go first. */
const maxCodes = 50;
const maxInbox = 1000;

/** A scripted number and everything that has happened to it. */
export class Account {
  readonly phone: string;
  scenario: Scenario;
  readonly inbox: InboxEntry[] = [];
  readonly codes = new Map<string, IssuedCode>();
  readonly keys = new Set<AuthKey>();
  /** Calls per method, for scripted errors. */
  readonly callCounts = new Map<string, number>();
  readonly floodUntilMs = new Map<string, number>();
  /** Methods whose scripted flood has begun. */
  readonly floodsBegun = new Set<string>();
  readonly srp = new SrpChallenges();
  readonly offeredSalts = new OfferedSalts();
  /** Mailed, and neither used nor given up. */
  recovery: RecoveryCode | undefined;
  /** Of the password that a client has set in place of the scenario's. */
  replacedPassword: PasswordVerifier | undefined;
  /** Future auth tokens that were handed out, in hex, and when. */
  readonly futureTokens = new Map<string, number>();
  /** When the login e-mail address is gone, where its reset was asked for. */
  emailResetAtMs: number | undefined;
  sendsAtMs: number[] = [];
  refusedSends = 0;
  wrongPasswords = 0;
  passwordFloodUntilMs = 0;

  constructor(phone: string, scenario: Scenario) {
    this.phone = phone;
    this.scenario = scenario;
  }

  /** Scripted errors and floods are counted from here on. */
  rescript(scenario: Scenario): void {
    this.scenario = scenario;
    this.callCounts.clear();
    this.floodsBegun.clear();
  }

  /** Sends the delivery at `position` of the chain and remembers its hash. */
  issue({ key, position, nowMs, repeat, emptyHash = false, lost = false }: Order): IssuedCode {
    const delivery = this.scenario.deliveries[position];
    if (delivery === undefined) throw new Error(`the chain has no entry ${position}`);
    const code = repeat ?? codeText(delivery, this.scenario.code);
    const issued: IssuedCode = {
      hash: emptyHash ? '' : randomBytes(9).toString('hex'),
      key,
      position,
      code,
      sentAtMs: nowMs,
      expiresAtMs: nowMs + this.scenario.codeLifetimeSeconds * 1000,
      wrongTries: 0,
      voided: undefined,
      resentAs: undefined,
      email: undefined,
    };
    this.codes.set(issued.hash, issued);
    for (const oldest of this.codes.keys()) {
      if (this.codes.size <= maxCodes) break;
      this.codes.delete(oldest);
    }
    const reaches = delivery.type !== 'App' || this.scenario.authorizedElsewhere;
    const entry = inboxEntry(delivery, code, nowMs);
    if (entry && delivery.delivered && reaches && !lost) this.receive(entry);
    return issued;
  }

  /** Something reaches the owner. */
  receive(entry: InboxEntry): void {
    this.inbox.push(entry);
    if (this.inbox.length > maxInbox) this.inbox.shift();
  }

  /** Codes that would still sign in. */
  liveCodes(nowMs: number): IssuedCode[] {
    return [...this.codes.values()].filter((issued) => issued.voided === undefined && nowMs < issued.expiresAtMs);
  }

  voidCodes(reason: VoidReason, nowMs: number): number {
    const live = this.liveCodes(nowMs);
    for (const issued of live) issued.voided = reason;
    return live.length;
  }

  get userId(): number {
    // In the range that new accounts get, below 2^40, and the same for the same number.
    return this.scenario.user.id ?? 7_000_000_000 + Number(BigInt(this.phone) % 1_000_000_007n);
  }
}
