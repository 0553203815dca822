import type { Gateway } from '../telegram/gateway.ts';
import type { Records } from '../vault/records/records.ts';
import type { SessionVault } from '../vault/sessions/session-vault.ts';

/** The little of a logger that activities use. Messages and fields pass the redaction. */
export type ActivityLogger = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
};

export type ActivityDeps = {
  gateway: Gateway;
  /** False while the gateway is pointed at a data centre that is not Telegram's own. */
  telegram: boolean;
  vault: SessionVault;
  records: Records;
  logger: ActivityLogger;
  /** Names this process as holder of leases; random, nothing about host or person. */
  holder: string;
  /** Aborts when this worker is to end: what would last for minutes is left to another one. */
  leaving?: AbortSignal;
};
