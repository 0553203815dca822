import { Client } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHAT_CARD_WORKFLOW, CHAT_TASK_QUEUE, chatCardId } from '../../contracts/chat-messages.ts';
import { sealedEncoding } from '../../runtime/payload-codec.ts';
import { ANNA, type ChatRig, openChatRig } from './chat-rig.ts';

let rig: ChatRig;

beforeAll(async () => {
  rig = await openChatRig();
});
afterAll(async () => {
  await rig.close();
});

/** Somebody who can open the server's port and has none of our keys. */
function stranger(payloadCodecs: PayloadCodec[] = []): Client {
  return new Client({ connection: rig.stage.client.connection, dataConverter: { payloadCodecs } });
}

function underOurName(): Client {
  const garbled = { metadata: { encoding: Buffer.from(sealedEncoding) }, data: new Uint8Array(60).fill(7) };
  return stranger([{ encode: async (payloads) => payloads.map(() => garbled), decode: async (payloads) => payloads }]);
}

describe('a stranger at the Temporal server', () => {
  it('sends a card what is not sealed, garbage and nothing: it goes on, also where it is replayed', async () => {
    const { numberId } = await rig.stage.enrol('+4915112410001', 'Card desk', {});
    rig.api.chats.say(ANNA, ANNA, '/login Card desk');
    await rig.shown(ANNA, /Card desk \(••0001\): Code sent/u);
    const { loginId = '' } = (await rig.stage.logins.view(numberId)) ?? {};
    const seen = { version: 99, stepId: 'x', need: 'over' };
    for (const client of [stranger(), underOurName()]) {
      const handle = client.workflow.getHandle(chatCardId(loginId));
      await handle.signal('seen', seen);
      await handle.signal('seen');
      await handle.signal('unheard of', seen);
      await expect(handle.executeUpdate('take', { args: [{ by: 666 }] })).rejects.toThrow();
    }
    await rig.restartBot();
    await rig.stage.logins.cancel(numberId);
    await rig.shown(ANNA, /Card desk \(••0001\): Sign-in cancelled/u);
    await rig.stage.client.workflow.getHandle(chatCardId(loginId)).result();
  });

  it('starts cards: they say nothing to anybody', async () => {
    const args = [
      { card: { loginId: 'x', numberId: 'y', holder: ANNA, seen: { version: 1, stepId: 'x/1', need: 'person' } } },
    ];
    const start = { taskQueue: CHAT_TASK_QUEUE, workflowId: chatCardId('forged'), args };
    const before = rig.api.chats.messages(ANNA).length;
    await stranger().workflow.start(CHAT_CARD_WORKFLOW, start);
    await rig.stage.enrol('+4915112410002', 'Next desk', {});
    rig.api.chats.say(ANNA, ANNA, '/login Next desk');
    await rig.shown(ANNA, /Next desk \(••0002\): Code sent/u);
    expect(rig.api.chats.messages(ANNA).length).toBe(before + 2);
  });
});
