import type { Logger } from '../../runtime/logger.ts';
import type { Records } from '../../vault/records/records.ts';
import type { Operators } from '../access/operators.ts';
import type { LoginClient } from '../login-client.ts';
import type { MiniApp } from './mini-app/read-init-data.ts';

export type ConsoleDeps = {
  records: Records;
  operators: Operators;
  /** Sign-ins in an operator's name, `tg:` and their id. Throws ProblemError while Temporal is not reached. */
  logins: (actor: string) => LoginClient;
  /** Throws where Temporal or the records cannot be reached. */
  checkReady: () => Promise<void>;
  sendsPerDay: number;
  publicUrl: string;
  miniApp?: MiniApp;
  logger: Logger;
  nowMs?: () => number;
  limits?: Partial<ConsoleLimits>;
};

export type ConsoleLimits = {
  /** Requests in a minute. */
  perAddress: number;
  perOperator: number;
  openPerAddress: number;
  /** Streams of events at once. */
  streamsPerOperator: number;
  /** How long a command waits for its answer. */
  answerMs: number;
  /** How often the records are asked what is new, for all streams together. */
  pollMs: number;
  /** How often each stream's operator and session are looked at again. */
  recheckMs: number;
};

export const DEFAULT_CONSOLE_LIMITS: ConsoleLimits = {
  perAddress: 600,
  perOperator: 300,
  openPerAddress: 20,
  streamsPerOperator: 50,
  // One call to Telegram, with everything around it, takes at most 25 s.
  answerMs: 30_000,
  pollMs: 200,
  recheckMs: 2_000,
};
