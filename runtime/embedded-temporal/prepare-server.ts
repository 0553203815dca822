import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { describeError } from '../describe-error.ts';

/** How long the server keeps what ended. The dev server's own is one day, too short to look into a complaint. */
export const retentionDays = 30;

const retryMs = 100;

/**
 * Waits until the server answers and its namespace is there, then sets the retention.
 *
 * @param stillRunning asked between attempts; a server that ended is not waited for
 * @throws {Error} when it ended or did not answer in time
 */
export async function prepareServer(request: {
  address: string;
  limitMs: number;
  stillRunning: () => boolean;
  signal?: AbortSignal;
}): Promise<void> {
  const giveUpAt = performance.now() + request.limitMs;
  for (;;) {
    request.signal?.throwIfAborted();
    try {
      await setRetention(request.address);
      request.signal?.throwIfAborted();
      return;
    } catch (error) {
      request.signal?.throwIfAborted();
      if (!request.stillRunning()) throw new Error('the server ended', { cause: error });
      if (performance.now() > giveUpAt) {
        throw new Error(`it did not answer within ${request.limitMs / 1000} s (${describeError(error)})`, {
          cause: error,
        });
      }
    }
    await sleep(retryMs);
  }
}

async function setRetention(address: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: '1s' });
  try {
    await connection.withDeadline(Date.now() + 5_000, async () => {
      const wanted = retentionDays * 86_400;
      const { config } = await connection.workflowService.describeNamespace({ namespace: 'default' });
      if (Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) === wanted) return;
      await connection.workflowService.updateNamespace({
        namespace: 'default',
        config: { workflowExecutionRetentionTtl: proto.google.protobuf.Duration.fromObject({ seconds: wanted }) },
      });
    });
  } finally {
    await connection.close();
  }
}
