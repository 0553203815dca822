import { isProblem, type Problem } from './answers.ts';
import { tellReached } from './connection.ts';

/** `id`: empty where it has none. */
export type ServerEvent = { name: string; id: string; data: string };

/**
 * Reads events until they end, however they end. Not by `EventSource`, which keeps to itself why it was refused.
 *
 * @returns why there were none, where the console said so
 */
export async function readEvents(
  path: string,
  { signal, tell }: { signal: AbortSignal; tell: (event: ServerEvent) => void },
): Promise<Problem | undefined> {
  let isRead = false;
  try {
    const answer = await fetch(path, { signal, cache: 'no-store', headers: { accept: 'text/event-stream' } });
    if (!answer.ok || answer.body === null) {
      const content: unknown = await answer.json();
      return isProblem(content) ? content : undefined;
    }
    isRead = true;
    tellReached(true);
    let rest = '';
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const blocks = `${rest}${part.value}`.split('\n\n');
      rest = blocks.pop() ?? '';
      // What fails in there is no failure of the connection.
      for (const block of blocks) queueMicrotask(() => tell(eventIn(block)));
    }
  } catch {
    // Broken off, or never begun.
  } finally {
    if (!isRead) tellReached(false);
  }
  return undefined;
}

/** As the console writes them: one line each, comments alone. */
function eventIn(block: string): ServerEvent {
  const lines = new Map(block.split('\n').map((line) => [line.split(':', 1)[0], line.replace(/^\w*: ?/u, '')]));
  return { name: lines.get('event') ?? '', id: lines.get('id') ?? '', data: lines.get('data') ?? '' };
}
