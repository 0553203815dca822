import { loadConfig } from '../../runtime/config.ts';
import { resolveTemporalCli } from '../../runtime/embedded-temporal/resolve-temporal-cli.ts';

/** Gets the program of the Temporal server once, before tests with time limits want it: a build takes minutes. */
export async function setup(): Promise<void> {
  const { temporalCli, settings } = loadConfig(process.env);
  await resolveTemporalCli({
    cli: temporalCli,
    childEnvironment: settings.forChildProcess(),
    onProgress: (line) => console.log(line),
  });
}
