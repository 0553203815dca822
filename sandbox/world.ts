import type { AccountBook } from './accounts/account-book.ts';
import type { LoginTokens } from './accounts/login-tokens.ts';
import type { PasswordVerifiers } from './accounts/password-verifier.ts';
import type { CallLog } from './control/call-log.ts';
import type { FaultList } from './control/fault-list.ts';
import type { ServerKey } from './crypto/rsa-key.ts';
import type { ModExp } from './crypto/mod-exp.ts';
import type { SandboxLogger } from './logger.ts';
import type { SandboxSettings } from './settings.ts';

/** Where one data centre listens. */
export interface DcAddress {
  readonly id: number;
  readonly host: string;
  readonly port: number;
}

/** What all data centres of one sandbox share. */
export interface World {
  readonly accounts: AccountBook;
  readonly loginTokens: LoginTokens;
  readonly verifiers: PasswordVerifiers;
  readonly calls: CallLog;
  readonly faults: FaultList;
  readonly serverKey: ServerKey;
  readonly modExp: ModExp;
  /** All salts follow from it and the keys. */
  readonly saltSecret: Buffer;
  readonly logger: SandboxLogger;
  readonly dcs: DcAddress[];
  /** Replaced as a whole when a setting changes. */
  settings: SandboxSettings;
  nowMs(): number;
  /** Where state is kept: resolves when everything up to now is in the file; rejects, and logs why, when it cannot be. */
  readonly save: (() => Promise<void>) | undefined;
}
