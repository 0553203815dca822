import { type Command, CommanderError } from 'commander';
import { describeError } from '../../runtime/describe-error.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodeOfError, LEFT, WRONG_USAGE } from './exit-codes.ts';
import { LeftError } from './left-error.ts';
import { nameNumber } from './name-number.ts';
import { UsageError } from './usage-error.ts';
import { usageSentence } from './usage-sentence.ts';

/**
 * Runs a command line; whatever goes wrong becomes one sentence on stderr and an exit code. With `--json`, an error that has a
 * code is an object on stdout as well.
 */
export async function runProgram(program: Command, context: CommandContext, args: readonly string[]): Promise<void> {
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    // Stopping may surface as any error of a call that was under way.
    const cause: unknown = context.signal.aborted ? context.signal.reason : error;
    const { code, sentence } = outcomeOf(cause, (usage) => usageSentence(program, usage, args));
    if (sentence !== undefined) context.note(nameNumber(sentence, args));
    if (args.includes('--json') && isOurs(cause) && 'code' in cause)
      context.print(JSON.stringify({ error: { code: cause.code, message: cause.message } }));
    context.exitWith(code);
  }
}

/** Their messages say what happened and what to do; the cause below adds nothing for a person. */
const ours: ReadonlySet<string> = new Set([
  'ConfigError',
  'EmbeddedTemporalError',
  'LoginClientError',
  'SrpError',
  'TemporalUnavailableError',
  'UsageError',
  'VaultError',
]);

function sentenceOf(error: unknown): string {
  return isOurs(error) ? error.message : describeError(error);
}

function isOurs(error: unknown): error is Error {
  return error instanceof Error && ours.has(error.name);
}

function outcomeOf(error: unknown, explain: (error: CommanderError) => string): { code: number; sentence?: string } {
  if (error instanceof CommanderError) return ofCommander(error, explain);
  if (error instanceof LeftError) return { code: LEFT, sentence: error.message };
  return { code: error instanceof UsageError ? WRONG_USAGE : exitCodeOfError(error), sentence: sentenceOf(error) };
}

function ofCommander(
  error: CommanderError,
  explain: (error: CommanderError) => string,
): { code: number; sentence?: string } {
  if (error.exitCode === 0) return { code: 0 };
  // "latchkey" alone has printed its help.
  if (error.code === 'commander.help') return { code: WRONG_USAGE };
  return { code: WRONG_USAGE, sentence: explain(error) };
}
