import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { ConfigError } from './config-error.ts';
import type { Settings } from './settings.ts';

type ConnectConfig = ReturnType<typeof loadClientConnectConfig>;

/** Which Temporal service is used. `remote` comes from Temporal's own variables or profile file. */
export type TemporalConfig =
  | { kind: 'embedded'; namespace: 'default' }
  | { kind: 'remote'; address: string; namespace: string; connection: ConnectConfig['connectionOptions'] };

/** Where the program of the embedded server is looked for. */
export type TemporalCliConfig = {
  /** `TEMPORAL_CLI_PATH`: this one and no other. */
  path?: string;
  /** `PATH`, as the operating system writes it. */
  searchPath: string;
  /** Absolute; builds are kept in a folder per version below. */
  cacheDir: string;
};

/**
 * An address in Temporal's variables or profile file means that service; none means the embedded server.
 *
 * @throws {ConfigError} when envconfig cannot read the profile, or a namespace or API key stands without an address
 */
export function readTemporalConfig(settings: Settings): TemporalConfig {
  let loaded: ConnectConfig;
  try {
    loaded = loadClientConnectConfig({ overrideEnvVars: settings.all() });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError(
      `Temporal's configuration cannot be read: ${reason}. Check the TEMPORAL_ variables and the profile file they name.`,
    );
  }
  const address = loaded.connectionOptions.address;
  if (address !== undefined && address !== '') {
    return {
      kind: 'remote',
      address,
      namespace: loaded.namespace ?? 'default',
      connection: loaded.connectionOptions,
    };
  }
  if (loaded.connectionOptions.apiKey !== undefined) {
    throw new ConfigError(
      'TEMPORAL_API_KEY is set without TEMPORAL_ADDRESS. Set the address of the service it belongs to.',
    );
  }
  if (loaded.namespace !== undefined && loaded.namespace !== 'default') {
    throw new ConfigError(
      `TEMPORAL_NAMESPACE is "${loaded.namespace}" without TEMPORAL_ADDRESS, and the embedded server has only "default". Set the address, or unset the namespace.`,
    );
  }
  return { kind: 'embedded', namespace: 'default' };
}

/** Reads where the embedded server's program may be. It is not looked for here. */
export function readTemporalCliConfig(settings: Settings): TemporalCliConfig {
  const path = settings.get('TEMPORAL_CLI_PATH');
  const cacheHome = settings.get('XDG_CACHE_HOME');
  // The XDG specification: a relative path there is to be ignored.
  const cacheRoot = cacheHome !== undefined && isAbsolute(cacheHome) ? cacheHome : join(homedir(), '.cache');
  return {
    // Made absolute: the server is started in another directory.
    ...(path === undefined ? {} : { path: resolve(path) }),
    searchPath: settings.get('PATH') ?? settings.get('Path') ?? '',
    cacheDir: join(cacheRoot, 'latchkey', 'temporal-cli'),
  };
}
