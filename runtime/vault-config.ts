import { resolve } from 'node:path';
import { ConfigError } from './config-error.ts';

/** Where sessions and records are kept. `file` is absolute. */
export type VaultConfig = { kind: 'sqlite'; file: string };

/** Reads `LATCHKEY_VAULT`. Throws ConfigError; the value may hold a database password, so it is never quoted. */
export function readVaultConfig(text: string | undefined, defaultFile: string): VaultConfig {
  if (text === undefined) return { kind: 'sqlite', file: defaultFile };
  if (/^postgres(ql)?:\/\//.test(text)) {
    throw new ConfigError(
      'LATCHKEY_VAULT names a PostgreSQL database, which this version of Latchkey cannot use yet. Use sqlite:FILE, or leave it unset.',
    );
  }
  const file = /^sqlite:(?:\/\/(?=\/))?(.+)$/.exec(text)?.[1];
  if (file === undefined) {
    throw new ConfigError('LATCHKEY_VAULT must be sqlite:FILE, for example sqlite:/var/lib/latchkey/vault.sqlite.');
  }
  return { kind: 'sqlite', file: resolve(file) };
}
