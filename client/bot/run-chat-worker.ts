import { Worker, type WorkflowBundle } from '@temporalio/worker';
import { CHAT_TASK_QUEUE } from '../../contracts/chat-messages.ts';
import { STICKY_TIMEOUT_MS } from '../../contracts/timings.ts';
import type { Config } from '../../runtime/config.ts';
import { createWorkerDataConverter } from '../../runtime/data-converter.ts';
import { installTemporalRuntime } from '../../runtime/install-temporal-runtime.ts';
import { payloadKeys } from '../../runtime/keys.ts';
import { runUntil } from '../../runtime/run-until.ts';
import { temporalIdentity } from '../../runtime/temporal-connection.ts';
import { connectWorker } from '../../runtime/worker-connection.ts';
import type { BotParts } from './bot-parts.ts';
import { createChatActivities } from './chat-activities.ts';

const CACHED_CARDS = 100;
/** A message that is being sent when the bot is asked to stop is sent. */
const GRACE_MS = 5_000;

export type ChatWorkerOptions = {
  config: Config;
  signal: AbortSignal;
  bundle: WorkflowBundle;
  onReady?: () => void;
  onWaiting?: (message: string) => void;
};

/** The bot's own worker: the cards, and the activities that speak to the Bot API. */
export async function runChatWorker(parts: BotParts, options: ChatWorkerOptions): Promise<void> {
  const { config, signal, bundle, onReady, onWaiting } = options;
  installTemporalRuntime(parts.logger);
  const connecting = { signal, waitForServer: true, ...(onWaiting === undefined ? {} : { onWaiting }) };
  const { connection, namespace } = await connectWorker(config, connecting);
  try {
    const worker = await Worker.create({
      connection,
      namespace,
      identity: temporalIdentity('bot'),
      taskQueue: CHAT_TASK_QUEUE,
      workflowBundle: bundle,
      activities: { ...createChatActivities(parts) },
      dataConverter: createWorkerDataConverter(payloadKeys(config), (error) =>
        parts.logger.warn({ err: error }, 'A message to a card does not open and is passed over'),
      ),
      maxCachedWorkflows: CACHED_CARDS,
      stickyQueueScheduleToStartTimeout: STICKY_TIMEOUT_MS,
      shutdownGraceTime: GRACE_MS,
    });
    await runUntil(worker, signal, onReady);
  } finally {
    await connection.close();
  }
}
