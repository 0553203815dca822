import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config.ts';
import { describeError } from '../describe-error.ts';
import type { Logger } from '../logger.ts';
import { type ProcessIdentity, identityOf, isAlive, isRunning } from '../process-identity.ts';
import { scrubText } from '../scrub-text.ts';
import { databaseInUse } from './database-in-use.ts';
import { EmbeddedTemporalError } from './embedded-temporal-error.ts';
import { prepareServer } from './prepare-server.ts';
import { resolveTemporalCli } from './resolve-temporal-cli.ts';
import { serverFiles } from './server-files.ts';
import { type Claim, claimServer, recordServer, releaseServer } from './server-lock.ts';
import { spawnServer } from './spawn-server.ts';
import { stopServer } from './stop-server.ts';

export type EmbeddedTemporal = {
  /** `127.0.0.1:PORT` */
  address: string;
  namespace: 'default';
  pid: number;
  /** It was running already, left by a process that was killed. */
  adopted: boolean;
  /** Settles when the server ends, stopped or crashed. */
  ended: Promise<void>;
  /** Ends the server (SIGTERM, after 10 s SIGKILL) and gives the home free. Harmless to repeat. */
  stop(): Promise<void>;
};

export type EmbeddedTemporalOptions = {
  config: Pick<Config, 'home' | 'temporalCli' | 'settings'>;
  logger?: Logger;
  /** One line for the screen each time; getting the program the first time may take minutes. */
  onProgress?: (line: string) => void;
  /** Gives up getting and starting it. */
  signal?: AbortSignal;
};

const startLimitMs = 60_000;
const adoptLimitMs = 15_000;

/**
 * Starts the Temporal server of `config.home`, or adopts the one that a killed process left there. One process per home
 * has it; the server keeps running when that process is killed, and ends when it calls `stop`.
 *
 * @throws {EmbeddedTemporalError} ALREADY_RUNNING, DATABASE_IN_USE, CLI_NOT_FOUND, START_FAILED, HOME_UNUSABLE
 */
export async function startEmbeddedTemporal(options: EmbeddedTemporalOptions): Promise<EmbeddedTemporal> {
  const { home } = options.config;
  const claim = await claimServer(home);
  try {
    const adopted = await adopt(options, claim);
    const server = adopted ?? (await start(options, claim.port));
    await recordServer(home, claim.port, server);
    options.logger?.info(
      { serverPid: server.pid, port: claim.port, adopted: adopted !== undefined },
      'temporal server is ready',
    );
    return handle(home, claim.port, server, adopted !== undefined);
  } catch (error) {
    await releaseServer(home);
    throw error;
  }
}

async function adopt(options: EmbeddedTemporalOptions, claim: Claim): Promise<ProcessIdentity | undefined> {
  const server = claim.adopted;
  if (server === undefined) return undefined;
  if (!isRunning(server)) {
    // Killed a moment ago: it is waited for, because it still has the database and the port.
    await stopServer(server);
    return undefined;
  }
  options.onProgress?.(`Taking over the Temporal server that runs already (process ${server.pid}).`);
  try {
    await prepare(options, claim.port, server, adoptLimitMs);
    return server;
  } catch (error) {
    options.signal?.throwIfAborted();
    options.logger?.warn(
      { err: error, serverPid: server.pid },
      'the temporal server left behind does not answer; it is replaced',
    );
    await stopServer(server);
    return undefined;
  }
}

async function start(options: EmbeddedTemporalOptions, port: number): Promise<ProcessIdentity> {
  const { home, temporalCli, settings } = options.config;
  const { signal, onProgress = () => undefined } = options;
  const files = serverFiles(home);
  if (await databaseInUse(files.database)) {
    throw new EmbeddedTemporalError(
      'DATABASE_IN_USE',
      `${files.database} is open in another program, probably a Temporal server that Latchkey does not know of. End that program (two servers on one file damage it), or set LATCHKEY_HOME to another directory.`,
    );
  }
  const childEnvironment = settings.forChildProcess();
  const program = await resolveTemporalCli({
    cli: temporalCli,
    childEnvironment,
    onProgress,
    ...(signal === undefined ? {} : { signal }),
  });
  onProgress('Starting the Temporal server.');
  const child = spawnServer({ program, home, port, environment: childEnvironment });
  // Its failure shows as a process that is not there.
  child.on('error', () => undefined);
  const server = child.pid === undefined ? undefined : identityOf(child.pid);
  try {
    if (server === undefined) throw new Error('the server ended at once');
    await recordServer(home, port, server);
    await prepare(options, port, server, startLimitMs);
    return server;
  } catch (error) {
    if (server !== undefined) await stopServer(server);
    signal?.throwIfAborted();
    throw new EmbeddedTemporalError(
      'START_FAILED',
      `The Temporal server (${program}) did not start: ${describeError(error)}.${lastLines(files.log)} See ${files.log}.`,
      { cause: error },
    );
  }
}

async function prepare(
  options: EmbeddedTemporalOptions,
  port: number,
  server: ProcessIdentity,
  limitMs: number,
): Promise<void> {
  const { signal } = options;
  await prepareServer({
    address: addressOf(port),
    limitMs,
    stillRunning: () => isAlive(server),
    ...(signal === undefined ? {} : { signal }),
  });
}

function handle(home: string, port: number, server: ProcessIdentity, adopted: boolean): EmbeddedTemporal {
  const ended = Promise.withResolvers<void>();
  void whenGone(server).then(ended.resolve);
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await stopServer(server);
    await releaseServer(home);
    ended.resolve();
  };
  return {
    address: addressOf(port),
    namespace: 'default',
    pid: server.pid,
    adopted,
    ended: ended.promise,
    stop: () => (stopping ??= stop()),
  };
}

/** Polls, because an adopted server is nobody's child. Does not keep the process alive. */
async function whenGone(server: ProcessIdentity): Promise<void> {
  while (isAlive(server)) await sleep(500, undefined, { ref: false });
}

function addressOf(port: number): string {
  return `127.0.0.1:${port}`;
}

function lastLines(log: string): string {
  try {
    const lines = readFileSync(log, 'utf8').trim().split('\n').slice(-2).join(' / ');
    return lines === '' ? '' : ` It said: ${scrubText(lines).slice(-600)}`;
  } catch {
    return '';
  }
}
