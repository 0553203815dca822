export const usage = `Usage: npm run demo             play at this terminal
       npm run demo -- --auto   watch it play without a person; the last line is one JSON object
       npm run demo -- --help   this text

Signs an account in on a data centre of its own, on this machine: not Telegram.

Exit codes: 0 it went well, 1 something did not hold, 2 wrong usage, 129, 130 or 143 stopped by a signal.
`;

type Asked = { kind: 'auto' | 'play' | 'help' } | { kind: 'wrong'; message: string };

export function readArguments(args: readonly string[]): Asked {
  const unknown = args.find((arg) => !['--auto', '--help', '-h'].includes(arg));
  if (args.includes('--help') || args.includes('-h')) return { kind: 'help' };
  if (unknown !== undefined) return { kind: 'wrong', message: `The demo does not know "${unknown}".` };
  return { kind: args.includes('--auto') ? 'auto' : 'play' };
}
