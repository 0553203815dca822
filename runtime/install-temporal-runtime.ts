import { Runtime } from '@temporalio/worker';
import type { Logger } from './logger.ts';
import { temporalRuntimeOptions } from './temporal-logging.ts';

let installed = false;

/** Once per process, before the first native connection: Temporal's core writes through the logger of whoever is first. */
export function installTemporalRuntime(logger: Logger): void {
  if (installed) return;
  installed = true;
  Runtime.install(temporalRuntimeOptions(logger));
}
