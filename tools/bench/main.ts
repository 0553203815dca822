import { createLogger } from '../../runtime/logger.ts';
import { createShutdown } from '../../runtime/shutdown.ts';
import { ArgumentError, benchUsage, readBenchArguments } from './bench-arguments.ts';
import { reachOf } from './reach.ts';
import { printReport } from './report.ts';
import { runBench } from './run-bench.ts';

process.exitCode = await bench(process.argv.slice(2));

/** Exit code 0 when it ran, whatever the figures are: how fast a machine is proves nothing about the program. */
async function bench(argv: readonly string[]): Promise<number> {
  try {
    const options = readBenchArguments(argv);
    if (options === 'help') {
      process.stdout.write(`${benchUsage}\n`);
      return 0;
    }
    const shutdown = createShutdown({ logger: createLogger({ name: 'bench', level: 'warn' }), limitMs: 30_000 });
    try {
      const figures = await runBench({ ...options, shutdown, onProgress: (line) => process.stderr.write(`${line}\n`) });
      printReport(figures, reachOf(figures), process.stdout);
      if (options.json) process.stdout.write(`${JSON.stringify({ ...figures, reach: reachOf(figures) })}\n`);
    } finally {
      await shutdown.stop();
    }
    return 0;
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    return 1;
  }
}

function explain(error: unknown): string {
  if (error instanceof ArgumentError) return `${error.message}\n\n${benchUsage}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
