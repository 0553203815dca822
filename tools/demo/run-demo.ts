import { assertNever } from '../../domain/assert-never.ts';
import { readArguments, usage } from './demo-arguments.ts';
import { watchForStops } from './stopping.ts';
import { terminalTrouble } from './terminal.ts';

const WRONG_USAGE = 2;

/** Runs the demo that the arguments ask for. Answers with the exit code; by then nothing of it runs any more. */
export async function runDemo(args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  switch (asked.kind) {
    case 'help':
      process.stdout.write(usage);
      return 0;
    case 'wrong':
      process.stderr.write(`${asked.message}\n\n${usage}`);
      return WRONG_USAGE;
    case 'auto': {
      const stopping = watchForStops();
      // Loaded when needed: it takes a second.
      const { playByItself } = await import('./auto.ts');
      return await playByItself(stopping);
    }
    case 'terminal': {
      const trouble = terminalTrouble();
      if (trouble !== undefined) {
        process.stderr.write(`${trouble}\n`);
        return WRONG_USAGE;
      }
      const stopping = watchForStops();
      const { playAtTerminal } = await import('./play.ts');
      return await playAtTerminal(stopping);
    }
    case 'page': {
      const stopping = watchForStops();
      const { showPage } = await import('./page/show-page.ts');
      return await showPage(stopping, asked);
    }
    default:
      return assertNever(asked);
  }
}
