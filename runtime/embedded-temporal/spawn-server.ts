import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, renameSync, statSync } from 'node:fs';
import { serverFiles } from './server-files.ts';

/**
 * Search attributes that the server registers when it starts. None: views are read from the vault's records, and
 * an attribute is stored in the clear. `doctor` compares a cluster with this list.
 */
const searchAttributes: readonly { name: string; type: 'Keyword' | 'Datetime' | 'Int' }[] = [];

/**
 * Measured: with default settings every activity waits about 100 ms, since a one-shard dev server reads its transfer
 * queue 20 times a second; and the default SQLite journal holds it to 10 sign-ins a second. `synchronous=NORMAL` would be
 * a little faster, and could lose the last commits (hence send a second code) when the power goes.
 *
 * `timerProcessorMaxTimeShift` (1 s by default) is room for the clocks of several servers: a timer that is set within it
 * after another one has fired is put off to its end. This server has one clock. Without the setting a killed worker's
 * retry after 0.1 s and its workflow task's 0.5 s in a dead queue took a second each.
 */
const tuning = [
  '--dynamic-config-value',
  'history.transferProcessorMaxPollRPS=2000',
  '--dynamic-config-value',
  'history.timerProcessorMaxPollRPS=2000',
  '--dynamic-config-value',
  'history.timerProcessorMaxTimeShift="20ms"',
  '--sqlite-pragma',
  'journal_mode=WAL',
  '--sqlite-pragma',
  'synchronous=FULL',
];

const logLimitBytes = 16_000_000;

export type ServerSpawn = { program: string; home: string; port: number; environment: Record<string, string> };

/**
 * Starts the server in a process group of its own: a Ctrl-C in the terminal goes to every process of the terminal's group,
 * and the server must outlive the worker that drains into it.
 */
export function spawnServer({ program, home, port, environment }: ServerSpawn): ChildProcess {
  const files = serverFiles(home);
  const args = [
    'server',
    'start-dev',
    '--headless',
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--db-filename',
    files.database,
    ...tuning,
    ...searchAttributes.flatMap(({ name, type }) => ['--search-attribute', `${name}=${type}`]),
    '--log-level',
    'warn',
    '--log-format',
    'json',
    '--disable-config-env',
    '--disable-config-file',
  ];
  const log = openLog(files.log);
  try {
    const child = spawn(...command(program, args, files.pid), {
      cwd: home,
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log, log],
      env: environment,
    });
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

/**
 * The shell writes its pid and then becomes the server: should we die right after spawning, the next start still
 * learns which process to adopt. Its umask keeps the database to its owner.
 */
function command(program: string, args: string[], pidFile: string): [string, string[]] {
  if (process.platform === 'win32') return [program, args];
  return ['/bin/sh', ['-c', 'umask 077; echo "$$" > "$0" && exec "$@"', pidFile, program, ...args]];
}

function openLog(file: string): number {
  try {
    if (statSync(file).size > logLimitBytes) renameSync(file, `${file}.1`);
  } catch {
    // There is no log yet.
  }
  return openSync(file, 'a', 0o600);
}
