/**
 * Version of the rules in this folder. A sign-in keeps the version it began with; `decide` branches on it.
 * 1: version 0.1. 2: the whole protocol.
 */
export const RULES_VERSION = 2;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Durations in milliseconds and counts that the rules use. Fixed when a sign-in starts. */
export type Limits = {
  /** Sends per number in a moving window of 24 h, over all its sign-ins. */
  sendsPerDay: number;
  /** How long a person is awaited for a code or a choice. */
  personDeadlineMs: number;
  passwordDeadlineMs: number;
  /** How long an opened entry holds an automatic resend back. */
  entryHoldMs: number;
  /** How long after a lost `auth.sendCode` the next one goes out by itself. */
  lostSendWaitMs: number;
  /** Wrong codes until a fresh one must be asked for; telegram-sign-in.md 4.3 suggests 3. */
  codeTries: number;
  /** How long a QR code is shown. Absent in sign-ins that began before there was one. */
  scanWaitMs?: number;
  /** From one recovery mail to the next; absent: a minute. */
  recoveryMailEveryMs?: number;
  /** A run that waits for longer continues as new, so that new code takes over long waits. */
  parkAfterMs: number;
};

export const DEFAULT_LIMITS: Limits = {
  sendsPerDay: 4,
  personDeadlineMs: 15 * MINUTE,
  passwordDeadlineMs: 24 * HOUR,
  entryHoldMs: 60 * SECOND,
  lostSendWaitMs: 60 * SECOND,
  codeTries: 3,
  parkAfterMs: HOUR,
};

/** How long a QR code is shown, anew every 30 s or so, before somebody is asked again. */
export const SCAN_WAIT_MS = 10 * MINUTE;
/** Mails for the recovery of a password, per sign-in: a repeat is tolerable, no more (telegram-sign-in.md 5.4). */
export const RECOVERY_MAILS = 3;
export const RECOVERY_MAIL_EVERY_MS = MINUTE;
/** New settings that Telegram did not take, until the recovery is given up. */
export const RECOVERY_SETTINGS_TRIES = 3;

export const SENDS_WINDOW_MS = 24 * HOUR;
/** Clients assume 60 s where `auth.sentCode` has no `timeout` (telegram-sign-in.md 3.2). */
export const DEFAULT_TIMEOUT_SECONDS = 60;
/** A resend goes out this long after the server's timeout: never early by a rounded second. */
export const RESEND_MARGIN_MS = SECOND;
/** Floods without a number of seconds last until the next day (telegram-sign-in.md 4.3). */
export const UNNAMED_FLOOD_MS = 24 * HOUR;
/** Waits of a moment are counted like restarts: a server that keeps naming them would be hammered. */
export const SHORT_WAIT_MS = 5 * SECOND;
/** No wait that Telegram names is longer, so that a nonsense number stays an instant. */
export const LONGEST_WAIT_MS = 30 * 24 * HOUR;
/** After a longer wait nobody may be at the screen: a person asks for the code instead. */
export const UNATTENDED_WAIT_MS = 15 * MINUTE;
export const OFFER_AFTER_LONG_WAIT_MS = 24 * HOUR;
/** Restarts by `AUTH_RESTART` and its kin, as Telethon caps them. */
export const MAX_RESTARTS = 3;
/** Mails to addresses that are to be bound, per sign-in. */
export const EMAIL_MAILS = 5;
/** Attempts in a row that certainly reached nobody (data centre unreachable, vault locked). */
export const MAX_UNSENT = 12;

/** 1, 2, 4 … 60 s before attempt `n + 1` of a call that reached nobody. */
export function backoffMs(unsent: number): number {
  return Math.min(60, 2 ** Math.max(0, unsent - 1)) * SECOND;
}
