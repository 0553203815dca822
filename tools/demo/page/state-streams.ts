import type { ServerResponse } from 'node:http';

const GATHER_MS = 40;
/** Says that the connection still stands, also to what is between, which may close silent ones. */
const EVERY_MS = 15_000;

/** Server-sent events: the whole state to every open page, whenever it has changed. */
export class StateStreams {
  readonly #state: () => unknown;
  readonly #open = new Set<ServerResponse>();
  readonly #alive: NodeJS.Timeout;
  #gathering: NodeJS.Timeout | undefined;
  #sent = '';

  constructor(state: () => unknown) {
    this.#state = state;
    this.#alive = setInterval(() => this.#write(': here\n\n'), EVERY_MS);
  }

  add(response: ServerResponse, headers: Record<string, string>): void {
    response.writeHead(200, { ...headers, 'content-type': 'text/event-stream' });
    response.write(`retry: 500\ndata: ${JSON.stringify(this.#state())}\n\n`);
    this.#open.add(response);
    response.once('close', () => this.#open.delete(response));
  }

  /** Something may have changed: what changes within a moment goes out together. */
  readonly changed = (): void => {
    if (this.#open.size === 0) return;
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      this.#send();
    }, GATHER_MS);
  };

  close(): void {
    clearInterval(this.#alive);
    clearTimeout(this.#gathering);
    for (const response of this.#open) response.end();
  }

  #send(): void {
    const state = this.#state();
    // The instant at which it was read is no change.
    const text = JSON.stringify({ ...Object(state), nowMs: 0 });
    if (text === this.#sent) return;
    this.#sent = text;
    this.#write(`data: ${JSON.stringify(state)}\n\n`);
  }

  #write(text: string): void {
    for (const response of this.#open) response.write(text);
  }
}
