import { once } from 'node:events';
import type { FastifyReply } from 'fastify';

/** Text of server-sent events, https://html.spec.whatwg.org/multipage/server-sent-events.html */
export type EventStream = {
  send(text: string): void;
  /** Settles when the reader has taken what was sent, or is gone. */
  taken(): Promise<void>;
  end(): void;
};

/** A reader that does not read: it comes back and asks for what it missed. */
const MOST_WAITING_BYTES = 256 * 1024;

/** Takes the connection over. `onGone` is called once, whoever ended it. */
export function openEventStream(reply: FastifyReply, onGone: () => void): EventStream {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...headersOf(reply),
    'content-type': 'text/event-stream',
    // nginx holds small answers back otherwise.
    'x-accel-buffering': 'no',
  });
  raw.once('close', onGone);
  // The first bytes make a browser say "open".
  raw.write(':\n\n');
  return {
    send: (text) => {
      if (raw.writableLength > MOST_WAITING_BYTES) raw.destroy();
      else raw.write(text);
    },
    taken: async () => {
      if (!raw.writableNeedDrain || raw.destroyed) return;
      const leaving = new AbortController();
      const { signal } = leaving;
      await Promise.race([once(raw, 'drain', { signal }), once(raw, 'close', { signal })]).finally(() =>
        leaving.abort(),
      );
    },
    end: () => {
      raw.end();
    },
  };
}

/** @param data without line ends, as JSON is */
export function eventText({ event, id, data }: { event: string; id?: number; data: string }): string {
  return `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${data}\n\n`;
}

function headersOf(reply: FastifyReply): Record<string, string | number | string[]> {
  const set = Object.entries(reply.getHeaders());
  return Object.fromEntries(set.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
