/** Where a data centre listens. */
export type DcAddress = { id: number; host: string; port: number };

/** Source: TDLib, net/ConnectionCreator.cpp; the same in Telegram Desktop. */
const PRODUCTION: readonly DcAddress[] = [
  { id: 2, host: '149.154.167.51', port: 443 },
  { id: 1, host: '149.154.175.50', port: 443 },
  { id: 3, host: '149.154.175.100', port: 443 },
  { id: 4, host: '149.154.167.91', port: 443 },
  { id: 5, host: '149.154.171.5', port: 443 },
];

/** Any data centre may be asked first; the first of the list is. */
export class DcAddresses {
  readonly firstId: number;
  readonly #fixed: boolean;
  readonly #byId: Map<number, DcAddress>;

  constructor(configured?: readonly DcAddress[]) {
    const list = configured ?? PRODUCTION;
    const [first] = list;
    if (first === undefined)
      throw new TypeError('TELEGRAM_DC names no data centre. Write ID@HOST:PORT, or leave it unset.');
    this.firstId = first.id;
    this.#fixed = configured !== undefined;
    this.#byId = new Map(list.map((dc) => [dc.id, dc]));
  }

  find(id: number): DcAddress | undefined {
    return this.#byId.get(id);
  }

  /** Telegram's own list (help.getConfig) replaces the built-in one for as long as the process runs. */
  learn(addresses: readonly DcAddress[]): void {
    if (this.#fixed) return;
    for (const address of addresses) this.#byId.set(address.id, address);
  }
}
