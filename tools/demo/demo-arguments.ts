export const usage = `Usage: npm run demo                  play in a browser; the address is printed
       npm run demo -- --no-open     the same, and opens no browser by itself
       npm run demo -- --terminal    play at this terminal
       npm run demo -- --auto        watch it play without a person; the last line is one JSON object
       npm run demo -- --help        this text

Signs accounts in on a data centre of its own, on this machine: not Telegram.

Exit codes: 0 it went well, 1 something did not hold, 2 wrong usage, 129, 130 or 143 stopped by a signal (the page: 0 on Ctrl-C).
`;

type Asked =
  | { kind: 'auto' | 'terminal' | 'help' }
  | { kind: 'page'; opensBrowser: boolean }
  | { kind: 'wrong'; message: string };

const known: readonly string[] = ['--auto', '--terminal', '--no-open', '--help', '-h'];

export function readArguments(args: readonly string[]): Asked {
  const unknown = args.find((arg) => !known.includes(arg));
  if (args.includes('--help') || args.includes('-h')) return { kind: 'help' };
  if (unknown !== undefined) return { kind: 'wrong', message: `The demo does not know "${unknown}".` };
  if (args.includes('--auto')) return { kind: 'auto' };
  if (args.includes('--terminal')) return { kind: 'terminal' };
  return { kind: 'page', opensBrowser: !args.includes('--no-open') };
}
