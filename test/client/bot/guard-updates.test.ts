import { Api, Context } from 'grammy';
import type { Chat, Update, UserFromGetMe } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { guardUpdates } from '../../../client/bot/guard-updates.ts';
import { createLogger } from '../../../runtime/logger.ts';

const OPS = -4607;
const SUPERGROUP = -1_004_607_000_001;
const ANNA = 46_070_001;
const STRANGER = 46_070_009;
const logger = createLogger({ name: 'test', level: 'silent' });
const me: UserFromGetMe = {
  id: 4_607_001,
  is_bot: true,
  first_name: 'Latchkey',
  username: 'latchkey_test_bot',
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
  can_manage_bots: false,
  supports_join_request_queries: false,
};

type Said = { chat: Chat; from: number; moved?: { migrate_to_chat_id: number } | { migrate_from_chat_id: number } };
const group = (id: number): Chat.GroupChat => ({ id, type: 'group', title: 'Ops' });
const supergroup = (id: number): Chat.SupergroupChat => ({ id, type: 'supergroup', title: 'Ops' });

/** What becomes of messages, in order: where the group is then, what was called, whose went through. */
async function play(opsChatId: number | undefined, said: readonly Said[]) {
  const config = { token: '', keypad: false, timeZone: 'UTC', ...(opsChatId === undefined ? {} : { opsChatId }) };
  const admins = new Map([[ANNA, 'admin' as const]]);
  const guard = guardUpdates({ config, operators: { roleOf: (id) => admins.get(id), all: () => admins }, logger });
  const called: string[] = [];
  const passed: number[] = [];
  const api = new Api('4607001:none');
  api.config.use((_, method) => {
    called.push(method);
    return Promise.resolve({ ok: false, error_code: 400, description: 'Bad Request: nothing is sent here' });
  });
  for (const { chat, from, moved } of said) {
    const sender = { id: from, is_bot: false, first_name: 'Somebody' };
    const message = { message_id: 1, date: 1, chat, from: sender, ...moved };
    await guard(new Context({ update_id: 1, message } as Update, api, me), async () => {
      passed.push(from);
    });
  }
  return { opsChatId: 'opsChatId' in config ? config.opsChatId : undefined, called, passed };
}

describe('the operators’ group', () => {
  it('is followed when it becomes a supergroup, and goes on there', async () => {
    const told = { chat: group(OPS), from: ANNA, moved: { migrate_to_chat_id: SUPERGROUP } };
    const after = { chat: supergroup(SUPERGROUP), from: ANNA };
    expect(await play(OPS, [told, after])).toEqual({ opsChatId: SUPERGROUP, called: [], passed: [ANNA] });
    const arrived = { chat: supergroup(SUPERGROUP), from: ANNA, moved: { migrate_from_chat_id: OPS } };
    expect(await play(OPS, [arrived])).toEqual({ opsChatId: SUPERGROUP, called: [], passed: [] });
  });

  it('is not what a stranger’s group, which becomes a supergroup, says that it is', async () => {
    const forged = { chat: group(-666), from: STRANGER, moved: { migrate_to_chat_id: -1_000_000_000_666 } };
    const arrived = { chat: supergroup(-1_000_000_000_666), from: STRANGER, moved: { migrate_from_chat_id: -666 } };
    for (const said of [forged, arrived]) {
      expect(await play(OPS, [said])).toEqual({ opsChatId: OPS, called: ['leaveChat'], passed: [] });
      expect(await play(undefined, [said])).toEqual({ opsChatId: undefined, called: ['leaveChat'], passed: [] });
    }
  });

  it('is none where none is set, whatever is said in private', async () => {
    const said = { chat: { id: ANNA, type: 'private', first_name: 'Anna' } as const, from: ANNA };
    expect(await play(undefined, [said])).toEqual({ opsChatId: undefined, called: [], passed: [ANNA] });
  });
});
