import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { isBusy, sqliteFailure } from './sqlite-failure.ts';
import type { SqliteRow } from './row-reader.ts';

/** What a piece of work may do inside its transaction. It must be synchronous. */
export type Statements = {
  get(sql: string, ...values: SQLInputValue[]): SqliteRow | undefined;
  all(sql: string, ...values: SQLInputValue[]): SqliteRow[];
  /** Answers with how many rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number;
  /** Several statements in one text, without values. */
  script(sql: string): void;
};

/** How long one attempt may block the event loop; between attempts other work goes on (heartbeats among it). */
const BLOCKING_SLICE_MS = 25;

/**
 * One connection to a vault file: durable (WAL with synchronous=FULL), statements prepared once.
 * A file that another process holds is tried again until `busyTimeoutMs` has passed, without blocking the event loop.
 */
export class SqliteDatabase implements Statements {
  readonly #file: string;
  readonly #busyTimeoutMs: number;
  readonly #connection: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(options: { file: string; busyTimeoutMs: number; readOnly?: boolean }) {
    this.#file = options.file;
    this.#busyTimeoutMs = options.busyTimeoutMs;
    try {
      this.#connection = new DatabaseSync(options.file, {
        readOnly: options.readOnly ?? false,
        timeout: Math.min(BLOCKING_SLICE_MS, options.busyTimeoutMs),
        enableForeignKeyConstraints: true,
      });
    } catch (error) {
      throw sqliteFailure(error, options.file);
    }
  }

  /** Outside a transaction: one statement, several that need not agree with each other, or pragmas. */
  read<T>(work: (statements: Statements) => T): Promise<T> {
    return this.#patiently(() => work(this));
  }

  /**
   * All or nothing, with the write lock from the start: what was read is still true when it commits. `atLeastMs`: how long
   * to wait for the file where that is longer than the usual.
   */
  write<T>(work: (statements: Statements) => T, atLeastMs = 0): Promise<T> {
    return this.#patiently(() => {
      this.#connection.exec('BEGIN IMMEDIATE');
      try {
        const result = work(this);
        this.#connection.exec('COMMIT');
        return result;
      } catch (error) {
        if (this.#connection.isTransaction) this.#connection.exec('ROLLBACK');
        throw error;
      }
    }, atLeastMs);
  }

  get(sql: string, ...values: SQLInputValue[]): SqliteRow | undefined {
    return this.#statement(sql).get(...values);
  }

  all(sql: string, ...values: SQLInputValue[]): SqliteRow[] {
    return this.#statement(sql).all(...values);
  }

  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  script(sql: string): void {
    this.#connection.exec(sql);
  }

  /** Harmless to repeat. */
  close(): void {
    if (!this.#connection.isOpen) return;
    this.#prepared.clear();
    this.#connection.close();
  }

  #statement(sql: string): StatementSync {
    let statement = this.#prepared.get(sql);
    if (statement === undefined) {
      statement = this.#connection.prepare(sql);
      this.#prepared.set(sql, statement);
    }
    return statement;
  }

  async #patiently<T>(attempt: () => T, atLeastMs = 0): Promise<T> {
    const giveUpAtMs = performance.now() + Math.max(this.#busyTimeoutMs, atLeastMs);
    for (;;) {
      try {
        return attempt();
      } catch (error) {
        if (!isBusy(error) || performance.now() >= giveUpAtMs) throw sqliteFailure(error, this.#file);
      }
      // Uneven, so that processes waiting for each other fall out of step.
      await pause(2 + Math.random() * 10);
    }
  }
}
