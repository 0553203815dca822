import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import proto from '@temporalio/proto';
import { chatCardId } from '../../contracts/chat-messages.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { ANNA, BEA, openChatRig, OPS } from '../e2e/chat-rig.ts';
import { REPLAY_PAYLOAD_KEYS } from './replay-key.ts';

/**
 * Records the history of a card for the replay test: `node test/replay/record-chat.ts VERSION`, once per released version,
 * beside those of `record.ts`.
 */
const version = process.argv[2];
if (version === undefined) throw new Error('Say which version it is of: node test/replay/record-chat.ts 0.1.0');
const rig = await openChatRig({ env: { LATCHKEY_PAYLOAD_KEYS: REPLAY_PAYLOAD_KEYS } });
try {
  const phone = '+4915119992001';
  const { numberId } = await rig.stage.enrol(phone, 'Replay', { password2fa: { password: 'replay' } });
  for (const id of [ANNA, BEA]) rig.api.chats.say(id, id, '/start');
  const { view } = await rig.stage.logins.start(phone);
  await rig.shown(OPS, /needs a code/u);
  await rig.press(OPS, ANNA, 'Take');
  await rig.press(ANNA, ANNA, 'Snooze 15 min');
  await rig.shown(ANNA, /No notification until/u);
  await rig.press(ANNA, ANNA, 'Hand over');
  await rig.press(ANNA, ANNA, 'Hand over without a note');
  await rig.shown(OPS, /needs a code/u);
  await rig.press(OPS, BEA, 'Take');
  await rig.shown(BEA, /Code sent/u);
  const { code } = await received(rig.stage.sandbox, phone, 'app');
  const asked = await rig.stage.logins.enterCode(numberId, view.stepId, code);
  await rig.shown(BEA, /Password of two-step verification needed/u);
  rig.api.chats.say(BEA, BEA, '/show');
  await rig.stage.logins.submitPassword(numberId, asked.view.stepId, 'replay');
  await rig.shown(OPS, /Signed in as/u);
  const handle = rig.stage.client.workflow.getHandle(chatCardId(view.loginId));
  await handle.result();
  const bytes = proto.temporal.api.history.v1.History.encode(await handle.fetchHistory()).finish();
  await writeFile(join(import.meta.dirname, 'histories', version, 'chat-card.history'), bytes);
} finally {
  await rig.close();
}
