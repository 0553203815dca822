/** One call as it came in. */
export interface BotRequest {
  readonly seq: number;
  readonly atMs: number;
  /** As in the path; known or not. */
  readonly method: string;
  readonly contentType: string;
  /** Raw: tests search it for what must not be in it. */
  readonly body: Buffer;
  /** HTTP status of the answer; undefined while there is none, or when it was lost. */
  status: number | undefined;
}

/** Older ones go first. */
const maxRequests = 20_000;

export class RequestLog {
  private entries: BotRequest[] = [];
  private lastSeq = 0;

  add(request: Omit<BotRequest, 'seq' | 'status'>): BotRequest {
    const entry = { ...request, seq: ++this.lastSeq, status: undefined };
    this.entries.push(entry);
    if (this.entries.length > maxRequests * 1.1) this.entries = this.entries.slice(-maxRequests);
    return entry;
  }

  list(method?: string): readonly BotRequest[] {
    return this.entries.filter((entry) => method === undefined || entry.method === method);
  }
}
