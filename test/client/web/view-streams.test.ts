import { expect, it } from 'vitest';
import type { ViewFeed } from '../../../client/web/events/view-feed.ts';
import { createViewStreams } from '../../../client/web/events/view-streams.ts';
import { createLogger } from '../../../runtime/logger.ts';
import type { ViewRow } from '../../../vault/records/records.ts';
import { viewWith } from '../views.ts';

const row = (change: number): ViewRow => ({
  numberId: 'n',
  loginId: `l${change}`,
  version: 1,
  view: viewWith({ kind: 'checkingCode' }),
  ended: false,
  updatedAtMs: 1,
  change,
});

it('tells each change once and in order, whichever of feed and records is ahead while a stream begins', async () => {
  let tell: (row: ViewRow) => void = () => undefined;
  const feed: ViewFeed = {
    subscribe: async (listener) => {
      tell = listener;
      return () => undefined;
    },
    close: () => undefined,
  };
  let looks = 0;
  const streams = createViewStreams({
    feed,
    records: {
      // The feed comes by between two looks at the records: with what they have told, and with what they have not.
      viewsSince: async (since) => {
        looks += 1;
        for (const change of [4, 5, 6, 7]) tell(row(change));
        return [4, 5, 6, 7]
          .slice(0, looks === 1 ? 2 : 4)
          .filter((change) => change > since)
          .map(row);
      },
      token: async () => undefined,
      useOnce: async () => true,
    },
    operators: { roleOf: () => 'viewer', all: () => new Map() },
    logger: createLogger({ name: 'web', level: 'silent' }),
    recheckMs: 60_000,
  });
  const ids: string[] = [];
  const session = { scope: 'signIn', sessionId: 's', userId: 1, csrf: 'c' } as const;
  await streams.open({ session, token: 't', after: 3 }, () => ({
    send: (text) => void ids.push(...(/^id: (\d+)$/mu.exec(text)?.slice(1) ?? [])),
    taken: async () => undefined,
    end: () => undefined,
  }));
  for (const change of [5, 6, 7, 8]) tell(row(change));
  streams.close();
  expect(ids).toEqual(['4', '5', '6', '7', '8']);
});
