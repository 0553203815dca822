import { resolve } from 'node:path';
import { ArgumentError } from './argument-error.ts';
import { readSandboxArguments, type SandboxArguments, sandboxUsage } from './sandbox-arguments.ts';
import type { SandboxLogger } from './logger.ts';
import { startSandbox } from './start-sandbox.ts';
import type { Sandbox } from './start-sandbox.ts';

/**
 * The `latchkey sandbox` command: runs until SIGINT, SIGTERM or SIGHUP. `argv` is what follows the
 * command's name. Resolves with the process's exit code.
 */
export async function runSandbox(argv: readonly string[]): Promise<number> {
  try {
    const options = readSandboxArguments(argv);
    if (options === 'help') {
      print(sandboxUsage);
      return 0;
    }
    const sandbox = await startSandbox({ ...options, logger: lineLogger(options.verbose) });
    announce(sandbox, options);
    await untilAskedToStop();
    await sandbox.close();
    return 0;
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    return error instanceof ArgumentError ? wrongUsage : 1;
  }
}

/** As the other commands of latchkey have it. */
const wrongUsage = 2;

function announce(sandbox: Sandbox, { keyFile, botApi }: SandboxArguments): void {
  print('This is not Telegram: a sandbox data centre for tests, on 127.0.0.1 only.');
  const dcs = sandbox.dcs.map(({ id, host, port }) => `${id}@${host}:${port}`).join(',');
  print(`TELEGRAM_DC=${dcs}`);
  print(keyFile === undefined ? sandbox.publicKeyPem.trimEnd() : `TELEGRAM_DC_KEY=${resolve(keyFile)}`);
  if (sandbox.botApi !== undefined && botApi !== undefined) {
    print(`BOT_API_ROOT=${sandbox.botApi.url}`);
    // Made up, and known to whoever gave it.
    print(`BOT_TOKEN=${botApi.token}`);
  }
  print(
    sandbox.controlUrl === undefined
      ? 'No control port: accounts can only be made over it, so give --control PORT.'
      : `Control: ${sandbox.controlUrl}`,
  );
}

function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    // More than once: under npm one Ctrl-C arrives twice, and closing takes no time that is worth cutting short.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve());
  });
}

function lineLogger(verbose: boolean): SandboxLogger {
  const line =
    (level: string) =>
    (fields: object, message: string): void =>
      print(`${level} ${message} ${JSON.stringify(fields, inWords)}`);
  return { debug: verbose ? line('debug') : () => undefined, info: line('info'), warn: line('warn') };
}

/** Of an error JSON keeps nothing. */
function inWords(_key: string, value: unknown): unknown {
  return value instanceof Error ? `${value.name}: ${value.message}` : value;
}

function explain(error: unknown): string {
  if (error instanceof ArgumentError) return `${error.message}\nlatchkey sandbox --help lists the options.`;
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') {
    return `${error.message}. Another program has this port; choose another with --port, --bot-api or --control.`;
  }
  if ('code' in error && error.code === 'EACCES') {
    return `${error.message}. Ports below 1024 need special rights; choose another with --port or --control.`;
  }
  return error.message;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

if (import.meta.main) process.exitCode = await runSandbox(process.argv.slice(2));
