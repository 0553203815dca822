/** Reads server-sent events over HTTP, as a browser would. */
export type Events = {
  next: () => Promise<{
    event: string;
    id?: string;
    data: { view?: { version: number; loginId: string }; code?: string };
  }>;
  /** True when the console has ended it. */
  ended: () => Promise<boolean>;
  close: () => void;
};

export async function readEvents(url: string, headers: Record<string, string>): Promise<Events> {
  const leaving = new AbortController();
  const answer = await fetch(url, { headers, signal: leaving.signal });
  if (answer.status !== 200) throw new Error(await answer.text());
  const reader = (answer.body ?? new ReadableStream<Uint8Array>()).pipeThrough(new TextDecoderStream()).getReader();
  let buffered = '';
  const block = async (): Promise<string | undefined> => {
    for (;;) {
      const end = buffered.indexOf('\n\n');
      if (end >= 0) {
        const text = buffered.slice(0, end);
        buffered = buffered.slice(end + 2);
        if (!text.startsWith(':')) return text;
        continue;
      }
      const { value, done } = await reader.read();
      if (done) return undefined;
      buffered += value;
    }
  };
  return {
    next: async () => {
      const text = await block();
      if (text === undefined) throw new Error('The stream has ended.');
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'mu').exec(text)?.[1];
      const id = field('id');
      return {
        event: field('event') ?? '',
        ...(id === undefined ? {} : { id }),
        data: JSON.parse(field('data') ?? ''),
      };
    },
    ended: async () => (await block()) === undefined,
    close: () => leaving.abort(),
  };
}
