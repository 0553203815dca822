import type { Command, CommanderError } from 'commander';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';

/** What is wrong with a command line and what helps, ending with the help of the very command that was meant. */
export function usageSentence(program: Command, error: CommanderError, args: readonly string[]): string {
  const command = commandIn(program, args);
  const help = fill(texts.cli.seeHelp, { command: nameOf(command) });
  return [whatIsWrong(command, error), ...(isSplitNumber(command, error) ? [texts.cli.quoteNumber] : []), help].join(
    ' ',
  );
}

function whatIsWrong(command: Command, error: CommanderError): string {
  const missing = error.code === 'commander.missingMandatoryOptionValue' ? missingOptions(command) : [];
  if (missing.length > 1) return fill(texts.cli.optionsMissing, { options: missing.join(texts.cli.and) });
  return plainSentence(error.message);
}

/** Commander stops at the first one. */
function missingOptions(command: Command): string[] {
  return command.options
    .filter((option) => option.mandatory && command.getOptionValue(option.attributeName()) === undefined)
    .map(({ flags }) => `'${flags}'`);
}

/** "+49 151 …" typed without quotes arrives as several arguments. */
function isSplitNumber(command: Command, { code }: CommanderError): boolean {
  const wanted = command.registeredArguments;
  const isAboutArguments = code === 'commander.excessArguments' || code === 'commander.missingMandatoryOptionValue';
  return isAboutArguments && wanted.some((each) => each.name() === 'number') && command.args.length > wanted.length;
}

/** Commander quotes what was typed, and after an equals sign that may be a secret. */
function plainSentence(message: string): string {
  const plain = message
    .replace(/^error: /u, '')
    .replaceAll(/=[^']*'/gu, "=…'")
    .replaceAll('\n', ' ');
  const sentence = `${plain.charAt(0).toUpperCase()}${plain.slice(1)}`;
  return /[.?)]$/u.test(sentence) ? sentence : `${sentence}.`;
}

/** The deepest command that the arguments name. */
function commandIn(program: Command, args: readonly string[]): Command {
  let command = program;
  for (const arg of args) {
    const next = command.commands.find((each) => each.name() === arg);
    if (next === undefined) break;
    command = next;
  }
  return command;
}

function nameOf(command: Command): string {
  return command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`;
}
