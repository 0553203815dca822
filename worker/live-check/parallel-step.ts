import { CALL_DEADLINE_MS } from '../../contracts/timings.ts';
import type { Seen } from '../../contracts/live-check.ts';
import { liveCall } from './live-call.ts';
import type { LiveDeps } from './live-deps.ts';
import { notOpened } from './seen-answer.ts';

/** How often the key goes back and forth between its connections. */
const ROUNDS = 2;

/** Uses one key over two connections at once: a key of its own, which no number was ever sent with and nobody keeps. */
export async function parallelStep(deps: LiveDeps): Promise<Seen[]> {
  const { gateway, holder } = deps;
  const options = () => ({ deadlineMs: CALL_DEADLINE_MS });
  const made = await gateway.createSession(gateway.firstDcId, options());
  const call = { method: 'users.getUsers', parallel: true } as const;
  if (made.kind === 'failed') {
    const answer = notOpened(made);
    return [{ ...call, process: holder, atMs: Date.now(), tookMs: 0, dcId: gateway.firstDcId, answer }];
  }
  const { session } = made;
  let waiting = 2;
  const bothOpen = Promise.withResolvers<void>();
  const called = await Promise.all(
    [1, 2].map(async () => {
      const use = await liveCall(
        deps,
        session,
        { options },
        {
          method: call.method,
          make: async (connection) => {
            waiting -= 1;
            if (waiting === 0) bothOpen.resolve();
            await bothOpen.promise;
            let who = await connection.whoAmI();
            for (let round = 1; round < ROUNDS && who.kind === 'notSignedIn'; round += 1)
              who = await connection.whoAmI();
            return who;
          },
        },
      );
      // One that did not open must not keep the other waiting.
      bothOpen.resolve();
      return use;
    }),
  );
  return called.map(({ seen }) => ({ ...seen, parallel: true }));
}
