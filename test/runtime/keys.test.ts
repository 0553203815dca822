import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Config, loadConfig } from '../../runtime/config.ts';
import { formatKeyRing, generateKeyRing } from '../../runtime/key-ring.ts';
import { ensureKeys, idKey, payloadKeys, vaultKeys } from '../../runtime/keys.ts';
import { temporaryHome } from './temporary-home.ts';

function configOf(home: string, env: NodeJS.ProcessEnv = {}): Config {
  return loadConfig({ TEMPORAL_CONFIG_FILE: '/nonexistent', LATCHKEY_HOME: home, ...env });
}

describe('keys', () => {
  it('says what to run when there are none', () => {
    const config = configOf(temporaryHome());
    expect(() => vaultKeys(config)).toThrow(/no vault key: .*vault\.key does not exist.*Run `latchkey start`/);
    expect(() => payloadKeys(config)).toThrow(/LATCHKEY_PAYLOAD_KEYS/);
    expect(() => idKey(config)).toThrow(/LATCHKEY_ID_KEY/);
  });

  it('are made once, privately, and read back', () => {
    const config = configOf(join(temporaryHome(), 'deep', 'home'));
    const written = ensureKeys(config);
    expect(written.map(({ kind }) => kind)).toEqual(['vault', 'payload', 'id']);
    for (const { file } of written) expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(config.home, 'keys')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(config.home, 'keys')).toSorted()).toEqual(['id.key', 'payload.key', 'vault.key']);
    const ring = vaultKeys(config);
    expect(ensureKeys(config)).toEqual([]);
    expect(vaultKeys(config)).toEqual(ring);
    expect(payloadKeys(config)).not.toEqual(ring);
    expect(idKey(config).length).toBe(32);
  });

  it('come from the environment, from a named file, or from the home, and only the missing are made', () => {
    const home = temporaryHome();
    const ring = generateKeyRing();
    const file = join(home, 'my.key');
    writeFileSync(file, formatKeyRing(ring));
    const config = configOf(home, { LATCHKEY_VAULT_KEYS: formatKeyRing(ring), LATCHKEY_PAYLOAD_KEYS_FILE: file });
    expect(ensureKeys(config).map(({ kind }) => kind)).toEqual(['id']);
    expect(vaultKeys(config)).toEqual(ring);
    expect(payloadKeys(config)).toEqual(ring);
  });

  it('are not made anew beside a vault that was sealed under others', () => {
    const config = configOf(temporaryHome());
    const [vault] = ensureKeys(config);
    writeFileSync(config.vault.file, 'rows');
    rmSync(vault?.file ?? '');
    const advice = /vault\.key is missing, but .*vault\.sqlite exists.*Restore/;
    expect(() => ensureKeys(config)).toThrow(advice);
    expect(() => vaultKeys(config)).toThrow(advice);
  });

  it('are to be restored, not made, where a vault is there: whoever asks for them', () => {
    const config = configOf(temporaryHome());
    writeFileSync(config.vault.file, 'rows');
    expect(() => payloadKeys(config)).toThrow(/payload\.key is missing, but .*exists.*Restore/);
    expect(() => idKey(config)).toThrow(/id\.key is missing, but .*exists.*Restore/);
  });

  it('are refused when given twice, when the file is absent, and when the id key is a list', () => {
    const home = temporaryHome();
    const text = formatKeyRing(generateKeyRing());
    expect(() => vaultKeys(configOf(home, { LATCHKEY_VAULT_KEYS: text, LATCHKEY_VAULT_KEYS_FILE: '/x' }))).toThrow(
      /both set/,
    );
    expect(() => vaultKeys(configOf(home, { LATCHKEY_VAULT_KEYS_FILE: '/nonexistent' }))).toThrow(
      /cannot be read \(ENOENT\).*LATCHKEY_VAULT_KEYS_FILE/,
    );
    expect(() => idKey(configOf(home, { LATCHKEY_ID_KEY: 'AAAA,BBBB' }))).toThrow(/one key of 32 bytes/);
    expect(() => idKey(configOf(home, { LATCHKEY_ID_KEY: 'AAAA' }))).toThrow(/3 bytes instead of 32/);
  });

  it('name the directory that cannot be written', () => {
    const home = temporaryHome();
    writeFileSync(join(home, 'file'), '');
    expect(() => ensureKeys(configOf(join(home, 'file')))).toThrow(/cannot be written \(ENOTDIR\).*LATCHKEY_HOME/);
  });

  it('say in the file what they are', () => {
    const config = configOf(temporaryHome());
    const [vault] = ensureKeys(config);
    expect(readFileSync(vault?.file ?? '', 'utf8')).toMatch(
      /^# Latchkey: LATCHKEY_VAULT_KEYS\. .*backup\.\nk[0-9a-f]{8}:[\w+/]{43}=\n$/,
    );
  });
});
