import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCardChannel } from '../../client/bot/card-channel.ts';
import { readAppointment } from '../../client/read-appointment.ts';
import { CHAT_TASK_QUEUE, type ChatActivities } from '../../contracts/chat-messages.ts';
import { isNewsFor } from '../../domain/chat-card.ts';
import { newsOf, seenOf } from '../../domain/chat-need.ts';
import type { LoginView } from '../../domain/login-view.ts';
import { createWorkerDataConverter } from '../../runtime/data-converter.ts';
import { createLogger } from '../../runtime/logger.ts';
import { payloadKeys } from '../../runtime/keys.ts';
import { connectWorker } from '../../runtime/worker-connection.ts';
import { Closers } from '../../tools/stage/closers.ts';
import { workflowBundle } from '../../worker/workflow-bundle.ts';
import { expectOnTime, MINUTE_MS, PATIENCE } from './on-time.ts';
import { openSkippedStage, type SkippedStage } from './open-skipped-stage.ts';

const ANNA = 7001;
const closers = new Closers();

type Drawn = { atMs: number; rings: boolean };

let stage: SkippedStage;
/** By sign-in: the newest view, which the next message shows, and what has been sent or edited. */
const newest = new Map<string, LoginView>();
const sent = new Map<string, Drawn[]>();

beforeAll(async () => {
  stage = await openSkippedStage('worker');
  closers.add(() => stage.close());
  await openChat();
}, 300_000);
afterAll(async () => {
  await closers.close();
});

/** The card's workflow as the bot runs it; in place of the Bot API there is a list of what would be sent. */
async function openChat(): Promise<void> {
  const { config, clock } = stage;
  const drawCards: ChatActivities['drawCards'] = async ({ loginId, draws }) => {
    const atMs = await clock.read();
    const view = newest.get(loginId);
    if (view === undefined) throw new Error(`Nobody told a card of ${loginId}.`);
    const seen = seenOf(view);
    return draws.map((draw) => {
      const rings = draw.rings && isNewsFor(seen, draw.told);
      const told = rings ? newsOf(seen) : draw.told;
      drawnOf(loginId).push({ atMs, rings });
      return { kind: 'stands', chatId: ANNA, messageId: 1, seen, ...(told === undefined ? {} : { told }) };
    });
  };
  const { connection, namespace } = await connectWorker(config, { signal: AbortSignal.timeout(20_000) });
  closers.add(() => connection.close());
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: CHAT_TASK_QUEUE,
    workflowBundle: await workflowBundle(config.home, createLogger({ name: 'bot', level: 'error' }), 'chat-card'),
    activities: { drawCards },
    dataConverter: createWorkerDataConverter(payloadKeys(config), (error) => {
      throw error;
    }),
  });
  const running = worker.run();
  closers.add(async () => {
    worker.shutdown();
    await running;
  });
}

function drawnOf(loginId: string): Drawn[] {
  const drawn = sent.get(loginId) ?? [];
  sent.set(loginId, drawn);
  return drawn;
}

/** The message that was sent or edited as the `n`th, from 1. */
async function drawn(loginId: string, n: number): Promise<Drawn> {
  await expect.poll(() => drawnOf(loginId).length, PATIENCE).toBe(n);
  return drawnOf(loginId)[n - 1] ?? { atMs: Number.NaN, rings: false };
}

/** A sign-in that Anna has begun in the chat, and its card. */
async function beginInChat() {
  const { phone } = await stage.enrol({});
  const { view: started } = await stage.logins.start(phone);
  const view = { ...started, startedBy: `tg:${ANNA}` };
  const cards = createCardChannel(stage.client, false);
  const tell = async (next: LoginView): Promise<void> => {
    newest.set(next.loginId, next);
    await cards.tell(next);
  };
  await tell(view);
  const first = await drawn(view.loginId, 1);
  expect(first.rings).toBe(true);
  return { cards, tell, view, first };
}

it('a snoozed sign-in rings again at the instant that was named, whatever happens until then', async () => {
  const { cards, tell, view } = await beginInChat();
  const nowMs = await stage.clock.read();
  const morning = readAppointment('tomorrow 09:00', { nowMs, timeZone: 'Europe/Berlin' });
  if (morning === undefined) throw new Error('The time is not read.');
  await cards.snooze(view.loginId, ANNA, morning.untilMs);
  await stage.clock.passUntil(nowMs + MINUTE_MS);
  expect((await drawn(view.loginId, 2)).rings).toBe(false);
  await tell({ ...view, version: view.version + 1, stepId: `${view.loginId}/next` });
  await stage.clock.passUntil(morning.untilMs - MINUTE_MS);
  expect((await drawn(view.loginId, 3)).rings).toBe(false);
  await stage.clock.passOver(morning.untilMs);
  const rung = await drawn(view.loginId, 4);
  expect(rung.rings).toBe(true);
  expectOnTime(stage, rung.atMs, morning.untilMs);
});

it('a change that rings nobody is shown ten seconds after the message was touched last', async () => {
  const { tell, view, first } = await beginInChat();
  await tell({ ...view, version: view.version + 1 });
  await stage.clock.passUntil(first.atMs + MINUTE_MS);
  const second = await drawn(view.loginId, 2);
  expect(second.rings).toBe(false);
  expect(second.atMs - first.atMs).toBeGreaterThanOrEqual(10_000);
  expect(second.atMs - first.atMs).toBeLessThan(MINUTE_MS);
});
