import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * What a child process says next over its channel, which must be of this kind.
 * @throws when it is of another kind, when the process ends first, or when nothing came in time
 */
export async function nextMessage<Message extends { kind: string }, Kind extends Message['kind']>(
  child: ChildProcess,
  kind: Kind,
  options: { who: string; schema: { parse(value: unknown): Message }; deadlineMs?: number; lastWords?: () => string },
): Promise<Extract<Message, { kind: Kind }>> {
  const { who, schema, deadlineMs, lastWords = () => '' } = options;
  const ended = () => new Error(`The ${who} ended before it said "${kind}".${lastWords()}`);
  if (child.exitCode !== null || child.signalCode !== null) throw ended();
  const over = new AbortController();
  const { signal } = over;
  const said = once(child, 'message', { signal }).then(([message]) => schema.parse(message));
  const gone = once(child, 'exit', { signal }).then(() => {
    throw ended();
  });
  const late = async (ms: number): Promise<never> => {
    await pause(ms, undefined, { signal });
    throw new Error(`The ${who} did not say "${kind}" within ${ms} ms.`);
  };
  try {
    const message = await Promise.race([said, gone, ...(deadlineMs === undefined ? [] : [late(deadlineMs)])]);
    if (isOf(message, kind)) return message;
    throw new Error(`The ${who} said "${message.kind}" where "${kind}" was expected.`);
  } finally {
    over.abort();
  }
}

function isOf<Message extends { kind: string }, Kind extends Message['kind']>(
  message: Message,
  kind: Kind,
): message is Extract<Message, { kind: Kind }> {
  return message.kind === kind;
}
