import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection, type ConnectionOptions, isGrpcServiceError } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { Config } from './config.ts';
import { describeError } from './describe-error.ts';
import { readEmbeddedTemporal } from './embedded-temporal/read-embedded-temporal.ts';

export type TemporalAddress =
  | { kind: 'known'; address: string; namespace: string }
  /** Only the embedded server can be missing. `message` says what to run. */
  | { kind: 'starting' | 'absent'; message: string };

/** No connection, and waiting would not change it. The message says what to do. */
export class TemporalUnavailableError extends Error {
  override readonly name = 'TemporalUnavailableError';
}

export type ConnectOptions = {
  /** Called at once and then every few seconds while Temporal cannot be reached, with a sentence for the screen. */
  onWaiting?: (message: string) => void;
  /** Gives up: the promise rejects. */
  signal?: AbortSignal;
  /** Wait also for an embedded server that nobody starts at the moment. A service wants that, a command does not. */
  waitForServer?: boolean;
};

type TemporalPart = Pick<Config, 'home' | 'temporal'>;

const attemptMs = 5_000;
const pauseMs = 500;
const sayAgainMs = 5_000;

/** Where Temporal is: what the environment or profile says, otherwise the embedded server of the home as it stands now. */
export function temporalAddress(config: TemporalPart): TemporalAddress {
  switch (config.temporal.kind) {
    case 'remote':
      return { kind: 'known', address: config.temporal.address, namespace: config.temporal.namespace };
    case 'embedded': {
      const state = readEmbeddedTemporal(config.home);
      return state.kind === 'running' ? { ...state, kind: 'known' } : state;
    }
  }
}

/**
 * Connects a client, trying for as long as Temporal cannot be reached. Close it with `client.connection.close()`.
 *
 * @throws {TemporalUnavailableError} when Temporal refuses us, or no embedded server runs and nobody waits for one
 */
export async function connectClient(
  config: TemporalPart,
  dataConverter: DataConverter,
  options: ConnectOptions = {},
): Promise<Client> {
  return await untilConnected(config, options, async ({ address, namespace }) => {
    const connection = await Connection.connect({ ...connectionOptions(config, address), connectTimeout: attemptMs });
    return new Client({ connection, namespace, dataConverter, identity: temporalIdentity('client') });
  });
}

/** Connection options for that address: with TLS, API key and metadata where the environment or profile gives them. */
export function connectionOptions(config: TemporalPart, address: string): ConnectionOptions {
  if (config.temporal.kind === 'embedded') return { address };
  const { tls, apiKey, metadata } = config.temporal.connection;
  return {
    address,
    ...(tls === undefined ? {} : { tls }),
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}

/**
 * Who we are in Temporal's histories and task queues, where anybody with access to Temporal can read it: a role and a
 * random number, instead of the SDK's process id and host name.
 */
export function temporalIdentity(role: 'worker' | 'client' | 'bot'): string {
  return `latchkey-${role}@${randomBytes(6).toString('hex')}`;
}

/** Runs `connect` until it succeeds, asking anew for the address each time: a server may come back elsewhere. */
export async function untilConnected<T>(
  config: TemporalPart,
  options: ConnectOptions,
  connect: (where: { address: string; namespace: string }) => Promise<T>,
): Promise<T> {
  let saidAt = Number.NEGATIVE_INFINITY;
  for (;;) {
    options.signal?.throwIfAborted();
    const where = temporalAddress(config);
    let reason: string;
    if (where.kind === 'known') {
      try {
        return await connect(where);
      } catch (error) {
        if (isRefusal(error)) {
          throw new TemporalUnavailableError(
            `Temporal at ${where.address} refuses the connection: ${describeError(error)}. Check the API key, the certificate and the namespace.`,
            { cause: error },
          );
        }
        reason = `Temporal at ${where.address} cannot be reached (${describeError(error)}). Trying again.`;
      }
    } else {
      if (where.kind === 'absent' && options.waitForServer !== true) throw new TemporalUnavailableError(where.message);
      reason = `${where.message} Waiting for it.`;
    }
    if (performance.now() - saidAt >= sayAgainMs) {
      saidAt = performance.now();
      options.onWaiting?.(reason);
    }
    await sleep(pauseMs, undefined, options.signal === undefined ? {} : { signal: options.signal });
  }
}

/** gRPC's PERMISSION_DENIED and UNAUTHENTICATED: trying again would only be refused again. */
function isRefusal(error: unknown): boolean {
  for (let each = error; each instanceof Error; each = each.cause) {
    if (isGrpcServiceError(each) && (each.code === 7 || each.code === 16)) return true;
  }
  return false;
}
