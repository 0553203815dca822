import { doAuthentication } from 'telegram/network/Authenticator.js';
import { MTProtoPlainSender } from 'telegram/network/MTProtoPlainSender.js';
import { dial } from '../../telegram/dial.ts';
import { exchangeKey } from '../../telegram/key-exchange.ts';
import { readServerKey } from '../../telegram/server-key.ts';
import { silentLogger } from '../../telegram/silent-logger.ts';
import type { Transport } from '../../telegram/transport.ts';
import type { Ground } from './open-ground.ts';
import { type Spread, spreadOf } from './spread.ts';

/** GramJS's exchange takes long, and a few hundred tell its middle. */
const GRAMJS_AT_MOST = 300;
const WARM_UP = 5;
const DEADLINE_MS = 10_000;

export type ExchangeFigures = { exchanges: number; failures: number; cpuMs: Spread; wallMs: Spread };
export type KeyExchanges = { latchkey: ExchangeFigures; gramjs: ExchangeFigures };

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
  return { latchkey: ours.figures(), gramjs: theirs.figures() };
}

class Exchanges {
  readonly #ground: Ground;
  readonly #exchange: (transport: Transport) => Promise<unknown>;
  readonly #cpuMs: number[] = [];
  readonly #wallMs: number[] = [];
  #failures = 0;

  constructor(ground: Ground, exchange: (transport: Transport) => Promise<unknown>) {
    this.#ground = ground;
    this.#exchange = exchange;
  }

  async make(counts: boolean): Promise<void> {
    const transport = await dial(this.#ground.sandbox.dc, { deadlineMs: DEADLINE_MS });
    if ('kind' in transport) throw new Error(transport.reason);
    const cpuBefore = process.cpuUsage();
    const begunAt = performance.now();
    try {
      await this.#exchange(transport);
    } catch {
      if (counts) this.#failures += 1;
    }
    if (counts) {
      const { user, system } = process.cpuUsage(cpuBefore);
      this.#cpuMs.push((user + system) / 1_000);
      this.#wallMs.push(performance.now() - begunAt);
    }
    transport.singleUseSocket.destroy();
    await transport.disconnect();
    await transport.singleUseSocket.whenGone();
  }

  figures(): ExchangeFigures {
    return {
      exchanges: this.#cpuMs.length,
      failures: this.#failures,
      cpuMs: spreadOf(this.#cpuMs),
      wallMs: spreadOf(this.#wallMs),
    };
  }
}
