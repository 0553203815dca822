/** One call to Telegram with everything around it: key exchange, connection, migration. */
export const CALL_DEADLINE_MS = 20_000;
export const CALL_START_TO_CLOSE_MS = CALL_DEADLINE_MS + 5_000;
/** A worker that is killed is noticed after this. */
export const HEARTBEAT_TIMEOUT_MS = 3_000;
export const HEARTBEAT_EVERY_MS = 1_000;
/** Longer than anybody is shown a QR code: the workflow ends the wait. */
export const SCAN_START_TO_CLOSE_MS = 60 * 60_000;
/** How often Telegram is told that a code or a session is over: about a minute, with waits of up to 10 s between. */
export const CLOSING_ATTEMPTS = 11;
/** A send that no worker picks up for this long is not wanted any more. */
export const SEND_SCHEDULE_TO_START_MS = 120_000;
export const WORKFLOW_TASK_TIMEOUT_MS = 3_000;
/**
 * A killed worker's next workflow task waits this long in its own queue before any other worker gets it. A live worker
 * that is slower than this only replays.
 */
export const STICKY_TIMEOUT_MS = 500;
/** A killed holder's lease is free by the time its activity is given up. */
export const LEASE_TTL_MS = 3_000;
export const NOT_AFTER_MS = 120_000;
/** Without an answer in this time a person is told that no worker answers. */
export const WORKER_SILENCE_MS = 5_000;
