import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { openSession } from '../../client/access/console-sessions.ts';
import type { ConsoleProcess } from './console-process.ts';
import type { Ground } from './open-ground.ts';

/** As many as an operator may have open. */
const PER_OPERATOR = 50;
const CHANGES = 10;
/** Until what opening them has left behind is collected, as far as it is without being told. */
const SETTLE_MS = 5_000;
const FIRST_OPERATOR = 1_000;

export type StreamFigures = { streams: number; bytesPerStream: number; slowestEventMs: number };

export function operatorsFor(streams: number): number[] {
  return Array.from({ length: Math.ceil(streams / PER_OPERATOR) }, (_, index) => FIRST_OPERATOR + index);
}

/** Opens streams of events, and times how long a change takes until the last of them has it. */
export async function consoleStreams(
  { records }: Ground,
  console: ConsoleProcess,
  { streams, signal }: { streams: number; signal: AbortSignal },
): Promise<StreamFigures> {
  const before = console.memoryBytes();
  const opened: ClientRequest[] = [];
  const arrivals = new Map<string, { count: number; lastAt: number }>();
  const arrived = (text: string): void => {
    for (const [, loginId = ''] of text.matchAll(/"loginId":"(stream-\d+)"/gu)) {
      const count = (arrivals.get(loginId)?.count ?? 0) + 1;
      arrivals.set(loginId, { count, lastAt: performance.now() });
    }
  };
  try {
    for (const [index, userId] of operatorsFor(streams).entries()) {
      signal.throwIfAborted();
      const { token } = await openSession(records, { kind: 'signIn', userId });
      const count = Math.min(PER_OPERATOR, streams - index * PER_OPERATOR);
      // Operators sit at different addresses; the console believes a proxy on this machine.
      const headers = { cookie: `latchkey=${token}`, 'x-forwarded-for': `10.0.0.${index + 1}` };
      const opening = Array.from({ length: count }, () => openStream(`${console.url}/api/events`, headers, arrived));
      opened.push(...(await Promise.all(opening)));
    }
    await pause(SETTLE_MS, undefined, { signal });
    const bytesPerStream = (console.memoryBytes() - before) / streams;
    let slowestEventMs = 0;
    for (let change = 0; change < CHANGES; change += 1) {
      const loginId = `stream-${change}`;
      const changedAt = performance.now();
      await records.putView({ numberId: loginId, loginId, version: 1, ended: true, view: aView(loginId) });
      while ((arrivals.get(loginId)?.count ?? 0) < streams) await pause(5, undefined, { signal });
      slowestEventMs = Math.max(slowestEventMs, (arrivals.get(loginId)?.lastAt ?? 0) - changedAt);
    }
    return { streams, bytesPerStream, slowestEventMs };
  } finally {
    for (const stream of opened) stream.destroy();
  }
}

async function openStream(
  url: string,
  headers: Record<string, string>,
  onText: (text: string) => void,
): Promise<ClientRequest> {
  const asked = request(url, { headers, agent: false });
  asked.end();
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    asked.once('response', resolve).once('error', reject);
  });
  if (answer.statusCode !== 200) throw new Error(`A stream was answered with ${answer.statusCode}.`);
  answer.setEncoding('utf8').on('data', onText);
  // Leaving is no error.
  answer.on('error', () => undefined);
  asked.on('error', () => undefined);
  return asked;
}

/** Of the size that views have. */
function aView(loginId: string): object {
  return {
    loginId,
    numberId: loginId,
    label: 'Bench',
    phoneTail: '0000',
    startedBy: 'cli:bench',
    startedAtMs: 0,
    telegram: false,
    version: 1,
    stepId: `${loginId}/1`,
    step: { kind: 'cancelled', reason: 'person' },
    actions: [],
    ended: true,
    cancelling: false,
    path: Array.from({ length: 6 }, (_, index) => ({ kind: 'checkingCode', atMs: 1_800_000_000_000 + index })),
  };
}
