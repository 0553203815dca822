/** What has been opened, to be closed in the opposite order. One that fails keeps none of the others open. */
export class Closers {
  readonly #opened: (() => unknown)[] = [];
  #closing: Promise<void> | undefined;

  add(close: () => unknown): void {
    this.#opened.push(close);
  }

  get closing(): boolean {
    return this.#closing !== undefined;
  }

  /** Harmless to repeat. Throws what went wrong first, after everything has been tried. */
  close(): Promise<void> {
    return (this.#closing ??= this.#closeAll());
  }

  async #closeAll(): Promise<void> {
    const errors: unknown[] = [];
    // Popped one by one: what is opened meanwhile is closed as well.
    for (let close = this.#opened.pop(); close !== undefined; close = this.#opened.pop()) {
      try {
        await close();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
