import { Session } from 'node:inspector/promises';
import { z } from 'zod';

const attachedSchema = z.object({ sessionId: z.string() });
const messageSchema = z.object({ sessionId: z.string(), message: z.string() });

/**
 * Collects the garbage of the main thread and of every worker thread; the SDK runs workflows in one. Without the latter,
 * resident memory tells when V8 last felt like collecting, give or take a hundred MiB. Through the inspector, which is open
 * to this process alone.
 */
export class GarbageCollector {
  readonly #session = new Session();
  readonly #threads = new Set<string>();
  readonly #waiting = new Map<string, () => void>();
  #lastId = 0;

  async open(): Promise<void> {
    this.#session.connect();
    this.#session.on('NodeWorker.attachedToWorker', ({ params }) => {
      this.#threads.add(attachedSchema.parse(params).sessionId);
    });
    this.#session.on('NodeWorker.detachedFromWorker', ({ params }) => {
      this.#threads.delete(attachedSchema.parse(params).sessionId);
    });
    this.#session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
      const { sessionId, message } = messageSchema.parse(params);
      const { id } = z.object({ id: z.int().optional() }).parse(JSON.parse(message));
      this.#waiting.get(`${sessionId}/${String(id)}`)?.();
    });
    await this.#session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  }

  async collect(): Promise<void> {
    for (const sessionId of this.#threads) {
      this.#lastId += 1;
      const id = this.#lastId;
      const answered = new Promise<void>((resolve) => this.#waiting.set(`${sessionId}/${id}`, resolve));
      const message = JSON.stringify({ id, method: 'HeapProfiler.collectGarbage' });
      await this.#session.post('NodeWorker.sendMessageToWorker', { sessionId, message });
      await answered;
    }
    await this.#session.post('HeapProfiler.collectGarbage');
  }
}
