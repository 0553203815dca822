import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from '../../../runtime/logger.ts';
import type { Records, ViewRow } from '../../../vault/records/records.ts';
import { type ConsoleSession, endSession, findSession, heldLogin, isReplaced } from '../../access/console-sessions.ts';
import type { Operators } from '../../access/operators.ts';
import { mayDo } from '../../access/roles.ts';
import { problem } from '../problem.ts';
import { toldRow } from '../told-row.ts';
import { type EventStream, eventText } from './event-stream.ts';
import type { ViewFeed } from './view-feed.ts';

/** Which views a stream carries, and what its browser knows already. */
export type StreamWish = { session: ConsoleSession; token: string; numberId?: string; after: number };

export type ViewStreams = {
  countOf(userId: number): number;
  /** Sends what is new since `after`, then what comes. */
  open(wish: StreamWish, start: (onGone: () => void) => EventStream): Promise<void>;
  close(): void;
};

type Open = { wish: StreamWish; stream: EventStream; wants: (row: ViewRow) => boolean };

const BATCH = 200;
/** Below what proxies allow a connection to be silent. */
const HEARTBEAT_MS = 15_000;

/**
 * The streams of all browsers, on one feed. Whether an operator still is one is asked at each event; that and the session
 * again every `recheckMs`, so that a stream without events ends as well.
 */
export function createViewStreams(options: {
  feed: ViewFeed;
  records: Pick<Records, 'viewsSince' | 'token' | 'useOnce'>;
  operators: Operators;
  logger: Logger;
  recheckMs: number;
}): ViewStreams {
  const { feed, records, operators, logger, recheckMs } = options;
  const opened = new Set<Open>();
  const unlooked = (error: unknown): void => logger.warn({ err: error }, 'Streams could not be looked at');
  const mayLook = ({ wish }: Open): boolean => mayDo(operators.roleOf(wish.session.userId), 'look');
  /** On the page of one sign-in, to who may answer it. */
  const seesQr = ({ wish }: Open): boolean =>
    wish.numberId !== undefined && mayDo(operators.roleOf(wish.session.userId), 'answerLogin');
  const end = (one: Open, code: 'NOT_AN_OPERATOR' | 'NOT_SIGNED_IN'): void => {
    opened.delete(one);
    if (code === 'NOT_AN_OPERATOR') endSession(records, one.wish.session.sessionId).catch(unlooked);
    one.stream.send(eventText({ event: 'end', data: JSON.stringify(problem(code)) }));
    one.stream.end();
  };
  const tell = (one: Open, row: ViewRow): void => {
    if (!one.wants(row)) return;
    if (mayLook(one)) one.stream.send(textFor(one, row));
    else end(one, 'NOT_AN_OPERATOR');
  };
  /** Where the browser has a newer secret of the same session it comes back with that. */
  const leave = async (one: Open): Promise<void> => {
    if (await isReplaced(records, one.wish)) {
      opened.delete(one);
      one.stream.end();
    } else end(one, 'NOT_SIGNED_IN');
  };
  const recheck = async (): Promise<void> => {
    // The streams of one browser share a session: it is asked for once.
    const live = new Map<string, boolean>();
    for (const one of opened) {
      const { token } = one.wish;
      if (!mayLook(one)) {
        end(one, 'NOT_AN_OPERATOR');
        continue;
      }
      const isLive = live.get(token) ?? (await findSession(records, token)) !== undefined;
      live.set(token, isLive);
      if (!isLive) await leave(one);
    }
  };
  const checking = setInterval(() => {
    recheck().catch(unlooked);
  }, recheckMs);
  const beating = setInterval(() => {
    for (const { stream } of opened) stream.send(':\n\n');
  }, HEARTBEAT_MS);
  checking.unref();
  beating.unref();

  /** What has changed since, in batches: the newest view of each sign-in. As fast as it is read, and others have their turn. */
  const catchUp = async (one: Open, since: number): Promise<number> => {
    let after = since;
    for (;;) {
      const rows = await records.viewsSince(after, BATCH);
      for (const row of rows) {
        if (!opened.has(one)) return after;
        after = row.change;
        tell(one, row);
        await one.stream.taken();
      }
      if (rows.length < BATCH) return after;
      await nextTurn();
    }
  };

  let shared: { row: ViewRow; withQr: boolean; text: string } | undefined;
  /** One row goes to all streams in turn: it is written down once for all who see the same of it. */
  const textFor = (one: Open, row: ViewRow): string => {
    const withQr = row.scan !== undefined && seesQr(one);
    if (shared?.row !== row || shared.withQr !== withQr) {
      const told = toldRow(row, { withQr });
      const [event, data] = told.kind === 'login' ? ['view', told.login] : ['unreadable', told.unreadable];
      shared = { row, withQr, text: eventText({ event, id: row.change, data: JSON.stringify(data) }) };
    }
    return shared.text;
  };

  return {
    countOf: (userId) => [...opened].filter(({ wish }) => wish.session.userId === userId).length,
    open: async (wish, start) => {
      let unsubscribe = (): unknown => undefined;
      const stream = start(() => {
        opened.delete(one);
        unsubscribe();
      });
      const one: Open = { wish, stream, wants: wanted(wish) };
      opened.add(one);
      // The feed may be behind what was caught up with, or ahead of it: then the records have that, too.
      let until = wish.after;
      let newest = 0;
      let isLive = false;
      unsubscribe = await feed.subscribe((row) => {
        newest = row.change;
        if (!isLive || newest <= until) return;
        until = newest;
        tell(one, row);
      });
      if (!opened.has(one)) unsubscribe();
      do until = await catchUp(one, until);
      while (newest > until && opened.has(one));
      isLive = true;
    },
    close: () => {
      clearInterval(checking);
      clearInterval(beating);
      for (const { stream } of opened) stream.end();
      opened.clear();
    },
  };
}

function wanted({ session, numberId }: StreamWish): (row: ViewRow) => boolean {
  if (session.scope === 'answer') {
    const held = heldLogin(session, numberId);
    return ({ loginId }) => loginId === held;
  }
  return numberId === undefined ? () => true : (row) => row.numberId === numberId;
}
