import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../runtime/config.ts';
import { ConfigError } from '../../runtime/config-error.ts';
import { telegramConfig } from '../../runtime/telegram-config.ts';
import { temporaryHome } from './temporary-home.ts';

/** No profile file of the machine that runs the tests. */
const bare = { TEMPORAL_CONFIG_FILE: '/nonexistent/temporal.toml' };

function sentence(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'accepted';
}

function publicKeyFile(type: 'pkcs1' | 'spki' = 'pkcs1'): string {
  const file = join(temporaryHome(), 'dc.pem');
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(file, publicKey.export({ type, format: 'pem' }));
  return file;
}

describe('config', () => {
  it('has a default for everything', () => {
    const config = loadConfig(bare);
    expect(config).toMatchObject({
      home: resolve('.latchkey'),
      logLevel: 'info',
      sendsPerDay: 4,
      vault: { kind: 'sqlite', file: resolve('.latchkey/vault.sqlite') },
      temporal: { kind: 'embedded', namespace: 'default' },
    });
  });

  it('takes a variable that is set to nothing as not set', () => {
    expect(loadConfig({ ...bare, LATCHKEY_HOME: '', LATCHKEY_SENDS_PER_DAY: ' ', TEMPORAL_ADDRESS: '' })).toMatchObject(
      {
        home: resolve('.latchkey'),
        sendsPerDay: 4,
        temporal: { kind: 'embedded' },
      },
    );
  });

  it.each([
    [{ LATCHKEY_SENDS_PER_DAY: '0' }, 'LATCHKEY_SENDS_PER_DAY is "0"'],
    [{ LATCHKEY_SENDS_PER_DAY: 'many' }, 'whole number from 1 to 100'],
    [{ LATCHKEY_LOG_LEVEL: 'loud' }, 'LATCHKEY_LOG_LEVEL is "loud": it must be one of'],
    [{ LATCHKEY_VAULT: 'postgres://u:geheim@db/latchkey' }, 'cannot use yet'],
    [{ LATCHKEY_VAULT: 'vault.db' }, 'must be sqlite:FILE'],
    [{ TEMPORAL_NAMESPACE: 'prod' }, 'TEMPORAL_NAMESPACE is "prod" without TEMPORAL_ADDRESS'],
    [{ TEMPORAL_API_KEY: 'geheim' }, 'TEMPORAL_API_KEY is set without TEMPORAL_ADDRESS'],
    [{ TEMPORAL_PROFILE: 'prod', TEMPORAL_CONFIG_FILE: '/nonexistent/x' }, "Temporal's configuration cannot be read"],
  ])('says what is wrong with %o', (env, expected) => {
    const said = sentence(() => loadConfig({ ...bare, ...env }));
    expect(said).toContain(expected);
    expect(said).not.toContain('geheim');
  });

  it('takes an address from the environment', () => {
    expect(
      loadConfig({ ...bare, TEMPORAL_ADDRESS: 'temporal.internal:7233', TEMPORAL_NAMESPACE: 'logins' }).temporal,
    ).toMatchObject({
      kind: 'remote',
      address: 'temporal.internal:7233',
      namespace: 'logins',
    });
  });

  it('takes an address from a profile file', () => {
    const file = join(temporaryHome(), 'temporal.toml');
    writeFileSync(file, '[profile.prod]\naddress = "cloud.internal:7233"\nnamespace = "n1"\n');
    expect(loadConfig({ TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: 'prod' }).temporal).toMatchObject({
      kind: 'remote',
      address: 'cloud.internal:7233',
      namespace: 'n1',
    });
  });

  it('shows no variable when it is printed', () => {
    const config = loadConfig({ ...bare, LATCHKEY_VAULT_KEYS: 'k:geheim', TELEGRAM_API_HASH: 'geheim' });
    expect(inspect(config, { depth: 9, showHidden: true }) + JSON.stringify(config)).not.toContain('geheim');
  });

  it('gives child processes none of our variables', () => {
    const { settings } = loadConfig({
      ...bare,
      PATH: '/bin',
      LATCHKEY_VAULT_KEYS: 'k',
      TELEGRAM_API_HASH: 'h',
      BOT_TOKEN: 't',
    });
    expect(settings.forChildProcess()).toEqual({ PATH: '/bin' });
  });
});

describe('telegram config', () => {
  const hash = '0123456789abcdef0123456789abcdef';

  it('names the variable and my.telegram.org when the API id is missing', () => {
    const said = sentence(() => telegramConfig(loadConfig(bare)));
    expect(said).toContain('TELEGRAM_API_ID');
    expect(said).toContain('https://my.telegram.org');
  });

  it('reads id and hash', () => {
    const config = loadConfig({ ...bare, TELEGRAM_API_ID: '12345', TELEGRAM_API_HASH: hash.toUpperCase() });
    expect(telegramConfig(config)).toMatchObject({ apiId: 12345, apiHash: hash });
    expect(telegramConfig(config).elsewhere).toBeUndefined();
  });

  it.each([
    [{ TELEGRAM_API_ID: '-1', TELEGRAM_API_HASH: hash }, 'TELEGRAM_API_ID is "-1"'],
    [{ TELEGRAM_API_ID: hash, TELEGRAM_API_HASH: '1' }, 'TELEGRAM_API_ID is 32 characters long'],
    [{ TELEGRAM_API_ID: '1', TELEGRAM_API_HASH: 'short' }, 'has 5 characters'],
    [{ TELEGRAM_API_ID: '1' }, 'TELEGRAM_API_HASH is not set'],
    [{ TELEGRAM_DC: '2@127.0.0.1:443' }, 'TELEGRAM_DC is set without TELEGRAM_DC_KEY'],
    [{ TELEGRAM_DC: '2@127.0.0.1', TELEGRAM_DC_KEY: '/x' }, 'not ID@HOST:PORT'],
    [{ TELEGRAM_DC: '2@h:99999', TELEGRAM_DC_KEY: '/x' }, 'not ID@HOST:PORT'],
    [{ TELEGRAM_DC: '2@h:1,2@h:2', TELEGRAM_DC_KEY: '/x' }, 'names data centre 2 twice'],
    [{ TELEGRAM_DC: '2@h:1', TELEGRAM_DC_KEY: '/nonexistent.pem' }, 'cannot be read'],
    [{ TELEGRAM_DC: '2@h:1', TELEGRAM_DC_KEY: import.meta.filename }, 'holds no RSA public key'],
  ])('says what is wrong with %o', (env, expected) => {
    const said = sentence(() => telegramConfig(loadConfig({ ...bare, ...env })));
    expect(said).toContain(expected);
    expect(said).not.toContain(hash);
  });

  it.each(['pkcs1', 'spki'] as const)('points at another data centre, whose key is given as %s', (type) => {
    const config = loadConfig({
      ...bare,
      TELEGRAM_DC: '2@127.0.0.1:4430, 4@[::1]:4431',
      TELEGRAM_DC_KEY: publicKeyFile(type),
    });
    const { elsewhere, apiId, apiHash } = telegramConfig(config);
    expect(elsewhere?.dataCentres).toEqual([
      { id: 2, host: '127.0.0.1', port: 4430 },
      { id: 4, host: '::1', port: 4431 },
    ]);
    expect(elsewhere?.publicKeyPem).toContain('BEGIN RSA PUBLIC KEY');
    expect([apiId, apiHash]).toEqual([1, '0'.repeat(32)]);
  });
});
