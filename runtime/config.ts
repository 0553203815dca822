import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { ConfigError } from './config-error.ts';
import { Settings } from './settings.ts';
import {
  type TemporalCliConfig,
  type TemporalConfig,
  readTemporalCliConfig,
  readTemporalConfig,
} from './temporal-config.ts';
import { type VaultConfig, readVaultConfig } from './vault-config.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * What every command needs. The sections that only some need are read when asked for, so that a front end does not
 * fail for a key that it must not have: `telegramConfig`, `vaultKeys`, `payloadKeys`, `idKey`.
 */
export type Config = {
  /** Absolute: where embedded data lives. */
  home: string;
  logLevel: LogLevel;
  /** Codes that one number may be sent within 24 hours. */
  sendsPerDay: number;
  vault: VaultConfig;
  temporal: TemporalConfig;
  temporalCli: TemporalCliConfig;
  /** The environment for those sections. */
  settings: Settings;
};

const schema = z.object({
  LATCHKEY_HOME: z.string().default('.latchkey'),
  LATCHKEY_LOG_LEVEL: z.enum(logLevels, { error: () => `must be one of ${logLevels.join(', ')}` }).default('info'),
  LATCHKEY_SENDS_PER_DAY: z
    .string()
    .regex(/^\d{1,3}$/, 'must be a whole number from 1 to 100')
    .transform(Number)
    .refine((sends) => sends >= 1 && sends <= 100, 'must be a whole number from 1 to 100')
    .default(4),
});

/**
 * Reads the configuration. The only reader of the environment: the command passes `process.env` once, everything else
 * takes what it needs from the result.
 *
 * @throws {ConfigError} for the first variable that says something impossible
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const settings = new Settings(env);
  const parsed = schema.safeParse(settings.all());
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0] ?? 'The environment');
    throw new ConfigError(`${name} is "${settings.get(name) ?? ''}": it ${issue?.message ?? 'cannot be used'}.`);
  }
  const home = resolve(parsed.data.LATCHKEY_HOME.replace(/^~(?=$|\/)/, homedir()));
  return {
    home,
    logLevel: parsed.data.LATCHKEY_LOG_LEVEL,
    sendsPerDay: parsed.data.LATCHKEY_SENDS_PER_DAY,
    vault: readVaultConfig(settings.get('LATCHKEY_VAULT'), join(home, 'vault.sqlite')),
    temporal: readTemporalConfig(settings),
    temporalCli: readTemporalCliConfig(settings),
    settings,
  };
}
