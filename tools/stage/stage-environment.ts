import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Settings } from '../../runtime/settings.ts';

/**
 * What a stage takes over from the environment: nothing that names a Telegram, a Temporal, a vault or a key, so that no
 * stage ever works on real ones. The program of the embedded Temporal server may be named.
 */
export function stageEnvironment(env: NodeJS.ProcessEnv, home: string): Record<string, string> {
  const settings = new Settings(env);
  const program = settings.get('TEMPORAL_CLI_PATH');
  // Without it, Temporal's own profile file in the person's home directory counts.
  const profile = join(home, 'temporal.toml');
  writeFileSync(profile, '[profile.default]\n');
  return {
    ...settings.forChildProcess(),
    ...(program === undefined ? {} : { TEMPORAL_CLI_PATH: program }),
    TEMPORAL_CONFIG_FILE: profile,
    LATCHKEY_HOME: home,
  };
}
