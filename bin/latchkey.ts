import { userInfo } from 'node:os';
import manifest from '../package.json' with { type: 'json' };
import type { CommandContext } from '../client/cli/command-context.ts';
import { createProgram } from '../client/cli/create-program.ts';
import { LeftError } from '../client/cli/left-error.ts';
import { runProgram } from '../client/cli/run-program.ts';
import { addBot } from './commands/bot.ts';
import { addDoctor } from './commands/doctor.ts';
import { addSandbox } from './commands/sandbox.ts';
import { addStart } from './commands/start.ts';
import { addTemporal } from './commands/temporal.ts';
import { addWhoami } from './commands/whoami.ts';
import { addWeb } from './commands/web.ts';
import { addWorker } from './commands/worker.ts';

const leaving = new AbortController();
const context: CommandContext = {
  env: process.env,
  actor: `cli:${userName()}`,
  stdin: process.stdin,
  interactive: process.stdin.isTTY && process.stdout.isTTY,
  print: (line) => void process.stdout.write(`${line}\n`),
  note: (line) => void process.stderr.write(`${line}\n`),
  signal: leaving.signal,
  exitWith: (code) => {
    process.exitCode = code;
  },
};
// The commands that run services take signals over themselves.
process.once('SIGINT', () => leaving.abort(new LeftError()));
// A reader that went away (`latchkey list | head`) is no failure.
process.stdout.on('error', () => process.exit());

const program = createProgram(context).version(manifest.version, '--version', 'print the version');
addStart(program, context);
addWorker(program, context);
addBot(program, context);
addWeb(program, context);
addWhoami(program, context);
addDoctor(program, context);
addTemporal(program, context);
addSandbox(program, context);
await runProgram(program, context, process.argv.slice(2));
// Prompts leave the terminal being read, which would keep the process alive.
if (process.stdin.isTTY) process.stdin.unref();

/** A container may run under a user that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
