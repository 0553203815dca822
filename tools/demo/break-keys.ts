import { emitKeypressEvents, type Key } from 'node:readline';

type KeyName = 'ctrl-x' | 'ctrl-o';

/** Keys that break things, at any prompt: the prompts take no notice of them. */
export class BreakKeys {
  readonly #actions: Record<KeyName, () => void>;

  constructor(actions: Record<KeyName, () => void>) {
    this.#actions = actions;
  }

  /** Listens before any prompt does, so that it hears of a key first. */
  listen(): void {
    emitKeypressEvents(process.stdin);
    process.stdin.on('keypress', this.#hear);
  }

  stop(): void {
    process.stdin.off('keypress', this.#hear);
  }

  readonly #hear = (_: string | undefined, { ctrl, name }: Key): void => {
    if (ctrl !== true || (name !== 'x' && name !== 'o')) return;
    this.#actions[`ctrl-${name}`]();
  };
}
