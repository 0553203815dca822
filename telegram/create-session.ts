import type { DcAddress } from './dc-addresses.ts';
import { withDeadline } from './deadline.ts';
import { dial, unreachable } from './dial.ts';
import type { CallOptions, DcSession, OpenFailure } from './gateway.ts';
import { exchangeKey, type MadeKey } from './key-exchange.ts';
import { KeyExchangeError } from './key-exchange/key-exchange-error.ts';
import type { ServerKey } from './server-key.ts';

/** For connections that are lost on the way, and for data centres that ask to begin anew. */
const ATTEMPTS = 4;

/** Makes a key with a data centre and closes the connection. All attempts together get `deadlineMs`. */
export async function createSession(
  address: DcAddress,
  serverKey: ServerKey,
  options: CallOptions,
): Promise<{ kind: 'created'; session: DcSession } | OpenFailure> {
  const endsAtMs = performance.now() + options.deadlineMs;
  let failure = exchangeFailed('there was no time for it');
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const deadlineMs = Math.ceil(endsAtMs - performance.now());
    if (deadlineMs <= 0 || options.signal?.aborted === true) return failure;
    const made = await attemptExchange(address, serverKey, { ...options, deadlineMs });
    if ('authKey' in made)
      return { kind: 'created', session: { dcId: address.id, host: address.host, port: address.port, ...made } };
    failure = made.failure;
    if (!made.again) return failure;
  }
  return failure;
}

async function attemptExchange(
  address: DcAddress,
  serverKey: ServerKey,
  options: CallOptions,
): Promise<MadeKey | { failure: OpenFailure; again: boolean }> {
  const transport = await dial(address, options);
  if ('kind' in transport) return { failure: transport, again: false };
  const { singleUseSocket } = transport;
  let unanswered: string | undefined;
  // The transport waits for an answer without end; a closed socket ends the wait.
  const close = () => singleUseSocket.destroy();
  const expire = () => {
    unanswered = `no answer within ${options.deadlineMs} ms`;
    close();
  };
  singleUseSocket.onClose = () => (unanswered ??= 'the connection was lost during the key exchange');
  options.signal?.addEventListener('abort', close, { once: true });
  if (options.signal?.aborted === true) close();
  try {
    return await withDeadline(exchangeKey(transport, serverKey, address.id), options.deadlineMs, expire);
  } catch (error) {
    // First: whoever forged an answer may have hung up since.
    if (error instanceof KeyExchangeError) return { failure: exchangeFailed(error.message), again: error.mayPass };
    if (singleUseSocket.fault !== undefined) {
      return { failure: unreachable(address, singleUseSocket.fault.message), again: true };
    }
    if (unanswered !== undefined) return { failure: unreachable(address, unanswered), again: true };
    // A mistake of ours is none of the data centre's.
    if (error instanceof TypeError || error instanceof RangeError) throw error;
    return {
      failure: unreachable(address, error instanceof Error ? error.message : 'the connection failed'),
      again: true,
    };
  } finally {
    options.signal?.removeEventListener('abort', close);
    close();
    await transport.disconnect();
    await singleUseSocket.whenGone();
  }
}

function exchangeFailed(reason: string): OpenFailure {
  return { kind: 'failed', code: 'KEY_EXCHANGE_FAILED', reason: `The key exchange failed: ${reason}.` };
}
