import { type Spread, spreadOf } from './spread.ts';

/** `exchanges`: with the failed ones, which are in no spread. */
export type ExchangeFigures = { exchanges: number; failures: number; cpuMs: Spread; wallMs: Spread };
export type KeyExchanges = { latchkey: ExchangeFigures; gramjs: ExchangeFigures };

/** Where every exchange failed there is no middle; such a figure meets no limit. */
const NOTHING: Spread = { median: Number.NaN, p90: Number.NaN };

/** One side's key exchanges. One that broke off took less than a whole one, or waited for nothing: it only counts as failed. */
export class ExchangeTally {
  readonly #made: { cpuMs: number; wallMs: number }[] = [];
  #failures = 0;

  add(exchange: { cpuMs: number; wallMs: number } | 'failed'): void {
    if (exchange === 'failed') this.#failures += 1;
    else this.#made.push(exchange);
  }

  figures(): ExchangeFigures {
    const spread = (of: 'cpuMs' | 'wallMs') =>
      this.#made.length === 0 ? NOTHING : spreadOf(this.#made.map((each) => each[of]));
    return {
      exchanges: this.#made.length + this.#failures,
      failures: this.#failures,
      cpuMs: spread('cpuMs'),
      wallMs: spread('wallMs'),
    };
  }
}
