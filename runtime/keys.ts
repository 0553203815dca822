import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Config } from './config.ts';
import { ConfigError } from './config-error.ts';
import { entriesOf, formatKeyRing, generateKeyRing, parseKey, parseKeyRing } from './key-ring.ts';
import type { KeyRing } from './sealing.ts';
import { writeFileOnce } from './write-file-once.ts';

type KeyKind = 'vault' | 'payload' | 'id';

const variables = {
  vault: 'LATCHKEY_VAULT_KEYS',
  payload: 'LATCHKEY_PAYLOAD_KEYS',
  id: 'LATCHKEY_ID_KEY',
} as const satisfies Record<KeyKind, string>;

const purposes = {
  vault: 'Opens the stored Telegram sessions. Only the login worker needs it.',
  payload: 'Opens what travels through Temporal, and the records that front ends show. All processes need it.',
  id: 'Makes the ids that stand for phone numbers. All processes need it; it can never be changed.',
} as const satisfies Record<KeyKind, string>;

/** Seals what is in the vault's sessions. Only for the login worker. Throws ConfigError. */
export function vaultKeys(config: Config): KeyRing {
  return ringOf(config, 'vault');
}

/** Seals payloads and records. Throws ConfigError. */
export function payloadKeys(config: Config): KeyRing {
  return ringOf(config, 'payload');
}

/** The key of `numberIdOf`, 32 bytes. Throws ConfigError. */
export function idKey(config: Config): Uint8Array {
  const { text, where } = sourceOf(config, 'id');
  const [entry, ...more] = entriesOf(text);
  if (entry === undefined || more.length > 0) {
    throw new ConfigError(`${where} must hold one key of 32 bytes in base64. It never rotates, so there is no list.`);
  }
  return parseKey(entry, where);
}

/** A key file that {@link ensureKeys} has just written. */
export type WrittenKey = { kind: KeyKind; file: string };

/**
 * Writes the keys that neither the environment nor a file provides, each to `<home>/keys/` with mode 0600, whole or not
 * at all. For the first `start` only; the caller says where they are and asks for a backup. Two at once end with the same keys.
 *
 * @throws {ConfigError} when the directory cannot be written, or when data exists that was sealed under a key that is gone
 */
export function ensureKeys(config: Config): WrittenKey[] {
  // Asked before the keys are: another `start` may make both between the two looks.
  const vaultExists = existsSync(config.vault.file);
  const missing = (['vault', 'payload', 'id'] as const).filter(
    (kind) => givenBy(config, kind) === undefined && !existsSync(keyFile(config, kind)),
  );
  // A new key beside old data would lock its owner out of it for good and look like a success.
  if (missing[0] !== undefined && vaultExists) throw keyGone(config, missing[0]);
  return missing.flatMap((kind) => {
    const file = keyFile(config, kind);
    const ring = generateKeyRing();
    const key = kind === 'id' ? formatKeyRing(ring).replace(/^.*:/, '') : formatKeyRing(ring);
    try {
      const text = `# Latchkey: ${variables[kind]}. ${purposes[kind]} Keep a backup.\n${key}\n`;
      return writeFileOnce(file, text) ? [{ kind, file }] : [];
    } catch (error) {
      throw new ConfigError(
        `The key file ${file} cannot be written (${codeOf(error)}). Make ${config.home} writable, or set LATCHKEY_HOME or ${variables[kind]}.`,
      );
    }
  });
}

function keyGone(config: Config, kind: KeyKind): ConfigError {
  return new ConfigError(
    `${keyFile(config, kind)} is missing, but ${config.vault.file} exists and was sealed with it. Restore the key file from your backup, or set ${variables[kind]}; to begin anew, move the old vault away.`,
  );
}

function ringOf(config: Config, kind: 'vault' | 'payload'): KeyRing {
  const { text, where } = sourceOf(config, kind);
  return parseKeyRing(text, where);
}

function sourceOf(config: Config, kind: KeyKind): { text: string; where: string } {
  const given = givenBy(config, kind);
  if (given?.text !== undefined) return { text: given.text, where: variables[kind] };
  const file = given?.file ?? keyFile(config, kind);
  try {
    return { text: readFileSync(file, 'utf8'), where: file };
  } catch (error) {
    const code = codeOf(error);
    if (given === undefined && code === 'ENOENT') {
      if (existsSync(config.vault.file)) throw keyGone(config, kind);
      throw new ConfigError(
        `There is no ${kind} key: ${file} does not exist and ${variables[kind]} is not set. Run \`latchkey start\` once to make the keys, or set ${variables[kind]} (or ${variables[kind]}_FILE).`,
      );
    }
    throw new ConfigError(
      `The ${kind} key file ${file} cannot be read (${code}). Check ${given === undefined ? 'its permissions' : `${variables[kind]}_FILE`}.`,
    );
  }
}

function givenBy(config: Config, kind: KeyKind): { text?: string; file?: string } | undefined {
  const name = variables[kind];
  const text = config.settings.get(name);
  const file = config.settings.get(`${name}_FILE`);
  if (text !== undefined && file !== undefined) {
    throw new ConfigError(`${name} and ${name}_FILE are both set. Keep one of them.`);
  }
  if (text !== undefined) return { text };
  return file === undefined ? undefined : { file: resolve(file) };
}

function keyFile(config: Config, kind: KeyKind): string {
  return join(config.home, 'keys', `${kind}.key`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
}
