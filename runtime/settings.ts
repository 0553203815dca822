/**
 * The variables of the environment as they were at start, for the sections of the configuration that are read when
 * they are needed. A class with a private field, so that printing or logging a configuration shows none of them.
 */
export class Settings {
  readonly #variables: Readonly<Record<string, string>>;

  constructor(env: NodeJS.ProcessEnv) {
    const set: Record<string, string> = {};
    for (const [name, value] of Object.entries(env)) {
      // A variable set to nothing counts as not set: compose files and CI write `NAME=` for "none".
      if (value !== undefined && value.trim() !== '') set[name] = value.trim();
    }
    this.#variables = set;
  }

  get(name: string): string | undefined {
    return this.#variables[name];
  }

  /** All variables. For libraries that read their own (Temporal's envconfig). */
  all(): Record<string, string> {
    return { ...this.#variables };
  }

  /** What a child process may inherit: everything but our and Telegram's and Temporal's variables, which hold secrets. */
  forChildProcess(): Record<string, string> {
    return Object.fromEntries(
      Object.entries(this.#variables).filter(([name]) => !/^(LATCHKEY|TELEGRAM|TEMPORAL|BOT)_/.test(name)),
    );
  }
}
