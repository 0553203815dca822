import { describeSubject, describeView } from '../../client/texts/describe-view.ts';
import type { LoginView } from '../../domain/login-view.ts';

/** Prints what happens, as a person would read it, with the seconds since the beginning. */
export class Narrator {
  readonly #begunAt = performance.now();

  scene(title: string): void {
    this.#write(`\n${title}\n${'─'.repeat(title.length)}`);
  }

  /** What the demo itself does. */
  does(line: string): void {
    this.#write(`${this.#clock()}  → ${line}`);
  }

  view(view: LoginView): void {
    const { headline, lines, question } = describeView(view, Date.now(), { times: 'relative' });
    this.#write(`${this.#clock()}  ${describeSubject(view)}: ${headline}`);
    for (const line of lines) this.#write(`             ${line}`);
    if (question !== undefined) this.#write(`             ${question}`);
  }

  problem(line: string): void {
    this.#write(`${this.#clock()}  ✗ ${line}`);
  }

  #clock(): string {
    return `${((performance.now() - this.#begunAt) / 1_000).toFixed(1).padStart(6)} s`;
  }

  #write(text: string): void {
    process.stdout.write(`${text}\n`);
  }
}
