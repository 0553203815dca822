import { join } from 'node:path';
import type { DataConverter } from '@temporalio/common';
import { Worker } from '@temporalio/worker';
import { createActivities } from '../activities/create-activities.ts';
import { LOGIN_TASK_QUEUE } from '../contracts/names.ts';
import { CALL_START_TO_CLOSE_MS, HEARTBEAT_EVERY_MS, STICKY_TIMEOUT_MS } from '../contracts/timings.ts';
import type { Config } from '../runtime/config.ts';
import { createWorkerDataConverter } from '../runtime/data-converter.ts';
import { installTemporalRuntime } from '../runtime/install-temporal-runtime.ts';
import { payloadKeys } from '../runtime/keys.ts';
import type { Logger } from '../runtime/logger.ts';
import { runUntil } from '../runtime/run-until.ts';
import { temporalIdentity } from '../runtime/temporal-connection.ts';
import { connectWorker } from '../runtime/worker-connection.ts';
import { openParts, type WorkerParts } from './open-parts.ts';
import { workflowBundle } from './workflow-bundle.ts';

/**
 * Runs that wait in memory; the others are replayed when their code comes, some 20 ms later (docs/bench.md). The SDK's own
 * choice grows with the heap's limit, and each costs half a MiB: with thousands waiting, a gigabyte to save those 20 ms.
 */
export const CACHED_RUNS = 300;

export type LoginWorkerOptions = {
  config: Config;
  logger: Logger;
  /** Aborting it drains the worker: no new work, a call under way finishes. */
  signal: AbortSignal;
  onReady?: () => void;
  onWaiting?: (message: string) => void;
  /** Runs kept in memory between their tasks; `CACHED_RUNS` unless given. */
  maxCachedWorkflows?: number;
  /** Other parts than the configured ones, for trials. */
  open?: (config: Config, logger: Logger) => Promise<WorkerParts>;
  /** Another converter than the sealing one, for trials. */
  dataConverter?: DataConverter;
};

/**
 * Runs the login worker until `signal` aborts and everything under way has finished.
 * @throws {ConfigError | VaultError | TemporalUnavailableError} before any work is taken
 */
export async function runLoginWorker(options: LoginWorkerOptions): Promise<void> {
  const { config, logger, signal, onWaiting } = options;
  const parts = await (options.open ?? openParts)(config, logger);
  try {
    installTemporalRuntime(logger);
    const bundle = workflowBundle(join(config.home, 'cache'), logger);
    // Told where it is awaited, once Temporal has been found.
    bundle.catch(() => undefined);
    const { connection, namespace } = await connectWorker(config, {
      signal,
      waitForServer: true,
      ...(onWaiting === undefined ? {} : { onWaiting }),
    });
    try {
      const worker = await Worker.create({
        connection,
        namespace,
        identity: temporalIdentity('worker'),
        taskQueue: LOGIN_TASK_QUEUE,
        workflowBundle: await bundle,
        activities: { ...createActivities({ ...parts.deps, leaving: signal }) },
        dataConverter:
          options.dataConverter ??
          createWorkerDataConverter(payloadKeys(config), (error) =>
            logger.warn({ err: error }, 'A message to a sign-in does not open and is passed over'),
          ),
        maxCachedWorkflows: options.maxCachedWorkflows ?? CACHED_RUNS,
        stickyQueueScheduleToStartTimeout: STICKY_TIMEOUT_MS,
        shutdownGraceTime: CALL_START_TO_CLOSE_MS,
        maxHeartbeatThrottleInterval: HEARTBEAT_EVERY_MS,
        defaultHeartbeatThrottleInterval: HEARTBEAT_EVERY_MS,
      });
      await runUntil(worker, signal, options.onReady);
    } finally {
      await connection.close();
    }
  } finally {
    await parts.close();
  }
}
