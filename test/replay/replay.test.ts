import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import proto from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import { describe, expect, it } from 'vitest';
import { CHAT_CARD_WORKFLOW } from '../../contracts/chat-messages.ts';
import { createWorkerDataConverter } from '../../runtime/data-converter.ts';
import { parseKeyRing } from '../../runtime/key-ring.ts';
import { createLogger } from '../../runtime/logger.ts';
import { workflowBundle } from '../../worker/workflow-bundle.ts';
import { temporaryFolder } from '../vault/temporary-folder.ts';
import { REPLAY_PAYLOAD_KEYS } from './replay-key.ts';

type RecordedHistory = proto.temporal.api.history.v1.History;
const { History } = proto.temporal.api.history.v1;
const folder = join(import.meta.dirname, 'histories');
const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.history')).toSorted();
const { file, remove } = temporaryFolder();
const logger = createLogger({ name: 'test', level: 'silent' });
const bundles = {
  login: await workflowBundle(dirname(file), logger),
  chatCard: await workflowBundle(dirname(file), logger, 'chat-card'),
};
remove();

async function historyOf(name: string): Promise<RecordedHistory> {
  return History.decode(await readFile(join(folder, name)));
}

async function replay(history: RecordedHistory): Promise<void> {
  const dataConverter = createWorkerDataConverter(parseKeyRing(REPLAY_PAYLOAD_KEYS, 'the replay key'), (error) => {
    throw error;
  });
  const [first] = history.events;
  const isCard = first?.workflowExecutionStartedEventAttributes?.workflowType?.name === CHAT_CARD_WORKFLOW;
  await Worker.runReplayHistory({ workflowBundle: isCard ? bundles.chatCard : bundles.login, dataConverter }, history);
}

describe('the workflows of today', () => {
  it('is tried on recorded sign-ins and cards', () => {
    expect(names.length).toBeGreaterThanOrEqual(5);
  });

  it.each(names)('replays a sign-in or a card of a released version: %s', async (name) => {
    await expect(replay(await historyOf(name))).resolves.toBeUndefined();
  });

  it('does not replay a history that it would not have made', async () => {
    const history = await historyOf(names.find((name) => name.endsWith('plain.history')) ?? '');
    for (const { activityTaskScheduledEventAttributes: scheduled } of history.events) {
      if (scheduled?.activityType?.name === 'signIn') scheduled.activityType.name = 'getPassword';
    }
    await expect(replay(history)).rejects.toThrow(/[Nn]ondeterminism/u);
  });
});
