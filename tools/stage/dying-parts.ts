import { openParts, type WorkerParts } from '../../worker/open-parts.ts';
import type { Config } from '../../runtime/config.ts';
import type { Logger } from '../../runtime/logger.ts';

/** Instants inside a call that no outsider can hit by chance. */
export type Instant = 'beforeIntent' | 'afterIntent' | 'afterAnswer' | 'beforeView';

/** The worker's real parts, killed by SIGKILL at one instant of one call: `STAGE_DIE=afterAnswer:sendCode`. */
export async function openDyingParts(config: Config, logger: Logger): Promise<WorkerParts> {
  const parts = await openParts(config, logger);
  const [instant, call = ''] = (config.settings.get('STAGE_DIE') ?? '').split(':');
  const dieAt = (here: Instant, effectId: string): void => {
    if (here === instant && effectId.endsWith(call)) process.kill(process.pid, 'SIGKILL');
  };
  const { vault, records } = parts.deps;
  const deps = {
    ...parts.deps,
    vault: {
      ...vault,
      openIntent: async (...[lease, intent]: Parameters<typeof vault.openIntent>) => {
        dieAt('beforeIntent', intent.effectId);
        const opening = await vault.openIntent(lease, intent);
        dieAt('afterIntent', intent.effectId);
        return opening;
      },
      answerIntent: async (...[lease, answer]: Parameters<typeof vault.answerIntent>) => {
        await vault.answerIntent(lease, answer);
        dieAt('afterAnswer', answer.effectId);
      },
    },
    records: {
      ...records,
      putView: async (...[row, audit]: Parameters<typeof records.putView>) => {
        dieAt('beforeView', 'view');
        await records.putView(row, audit);
      },
    },
  };
  return { ...parts, deps };
}
