import type { TimelineEntry } from './page-state.ts';

type News = Omit<TimelineEntry, 'id' | 'atMs'>;

/** What happened to one sign-in, and to the machinery meanwhile. */
export class Timeline {
  readonly #entries: TimelineEntry[] = [];

  get entries(): readonly TimelineEntry[] {
    return this.#entries;
  }

  add(
    news: News,
    { id = `own-${this.#entries.length}`, atMs = Date.now() }: { id?: string; atMs?: number } = {},
  ): void {
    this.#entries.push({ id, atMs, ...news });
    // What is looked for twice a second is seen after what is told at once.
    this.#entries.sort((one, other) => one.atMs - other.atMs);
  }

  change(id: string, news: Partial<News>): void {
    const entry = this.#entries.find((one) => one.id === id);
    if (entry !== undefined) Object.assign(entry, news);
  }
}
