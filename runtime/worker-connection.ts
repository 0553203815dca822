import { NativeConnection } from '@temporalio/worker';
import type { Config } from './config.ts';
import { type ConnectOptions, connectionOptions, untilConnected } from './temporal-connection.ts';

/** For `Worker.create`. */
export type WorkerConnection = { connection: NativeConnection; namespace: string };

/**
 * Connects a worker, trying for as long as Temporal cannot be reached. Apart from the client's file, because loading the
 * native part of the SDK takes its time and no front end needs it. `Runtime.install` comes first.
 *
 * @throws {TemporalUnavailableError} see `connectClient`
 */
export async function connectWorker(
  config: Pick<Config, 'home' | 'temporal'>,
  options: ConnectOptions = {},
): Promise<WorkerConnection> {
  return await untilConnected(config, options, async ({ address, namespace }) => {
    const { tls, apiKey, metadata } = connectionOptions(config, address);
    const connection = await NativeConnection.connect({
      address,
      ...(tls === undefined ? {} : { tls }),
      ...(apiKey === undefined || typeof apiKey === 'function' ? {} : { apiKey }),
      ...(metadata === undefined ? {} : { metadata }),
    });
    return { connection, namespace };
  });
}
