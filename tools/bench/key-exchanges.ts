import { doAuthentication } from 'telegram/network/Authenticator.js';
import { MTProtoPlainSender } from 'telegram/network/MTProtoPlainSender.js';
import { dial } from '../../telegram/dial.ts';
import { exchangeKey } from '../../telegram/key-exchange.ts';
import { readServerKey } from '../../telegram/server-key.ts';
import { silentLogger } from '../../telegram/silent-logger.ts';
import type { Transport } from '../../telegram/transport.ts';
import type { Ground } from './open-ground.ts';
import { ExchangeTally, type KeyExchanges } from './exchange-tally.ts';

/** GramJS's exchange takes long, and a few hundred tell its middle. */
export const GRAMJS_AT_MOST = 300;
const WARM_UP = 5;
const DEADLINE_MS = 10_000;

/**
 * Key exchanges of both sides in turns with a data centre in another process, each over a connection that is dialled before
 * the clock starts. The processor time is that of this whole process, its threads included.
 */
export async function keyExchanges(ground: Ground, count: number, signal: AbortSignal): Promise<KeyExchanges> {
  const { dc } = ground.sandbox;
  const serverKey = readServerKey(ground.publicKeyPem);
  const ours = new Exchanges(ground, (transport) => exchangeKey(transport, serverKey, dc.id));
  const theirs = new Exchanges(ground, (transport) =>
    doAuthentication(new MTProtoPlainSender(transport, silentLogger), silentLogger),
  );
  for (let done = -WARM_UP; done < count; done += 1) {
    signal.throwIfAborted();
    await ours.make(done >= 0);
    if (done < GRAMJS_AT_MOST) await theirs.make(done >= 0);
  }
  return { latchkey: ours.tally.figures(), gramjs: theirs.tally.figures() };
}

class Exchanges {
  readonly tally = new ExchangeTally();
  readonly #ground: Ground;
  readonly #exchange: (transport: Transport) => Promise<unknown>;

  constructor(ground: Ground, exchange: (transport: Transport) => Promise<unknown>) {
    this.#ground = ground;
    this.#exchange = exchange;
  }

  async make(counts: boolean): Promise<void> {
    const transport = await dial(this.#ground.sandbox.dc, { deadlineMs: DEADLINE_MS });
    if ('kind' in transport) throw new Error(transport.reason);
    const cpuBefore = process.cpuUsage();
    const begunAt = performance.now();
    const made = await this.#exchange(transport).then(
      () => true,
      () => false,
    );
    const wallMs = performance.now() - begunAt;
    const { user, system } = process.cpuUsage(cpuBefore);
    if (counts) this.tally.add(made ? { cpuMs: (user + system) / 1_000, wallMs } : 'failed');
    transport.singleUseSocket.destroy();
    await transport.disconnect();
    await transport.singleUseSocket.whenGone();
  }
}
