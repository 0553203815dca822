import { afterAll, beforeAll, expect, it } from 'vitest';
import { findLink } from '../../client/access/links.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { ANNA, type ChatRig, openChatRig } from './chat-rig.ts';

let rig: ChatRig;

beforeAll(async () => {
  rig = await openChatRig({ bot: { LATCHKEY_PUBLIC_URL: 'http://localhost:8787' } });
});
afterAll(async () => {
  await rig.close();
});

const LABEL = 'Forgetful desk';

async function deleted(id: number): Promise<void> {
  const gone = () => rig.api.chats.deleted(ANNA).some((message) => message.id === id && message.deletedBy === 'bot');
  await expect.poll(gone, { timeout: 20_000 }).toBe(true);
}

it('a recovery goes by link: the chat says how it stands, has no button for it, and keeps nothing that is typed', async () => {
  const phone = '+4915112460001';
  const { logins, sandbox } = rig.stage;
  const { numberId } = await rig.stage.enrol(phone, LABEL, {
    password2fa: {
      password: 'forgotten',
      hint: 'the hint',
      recoveryEmail: 'owner@example.org',
      recoveryCode: '748392',
    },
  });
  rig.api.chats.say(ANNA, ANNA, `/login ${LABEL}`);
  await rig.shown(ANNA, ({ text }) => text.startsWith(LABEL) && text.includes(': Code sent'));
  const { code } = await received(sandbox, phone, 'app');
  const { stepId = '' } = (await logins.view(numberId)) ?? {};
  const asked = await logins.enterCode(numberId, stepId, code);
  const atPassword = await rig.shown(ANNA, ({ text }) => text.startsWith(LABEL) && text.includes('Password of two'));
  expect(atPassword.text).toContain('an admin can have a recovery code mailed');
  expect(atPassword.text).not.toContain('the hint');
  expect(JSON.stringify(atPassword)).not.toContain('Have a recovery code mailed');

  const mailed = await logins.requestRecovery(numberId, asked.view.stepId);
  const atCode = await rig.shown(ANNA, ({ text }) => text.startsWith(LABEL) && text.includes('Recovery code needed'));
  const link = await findLink(rig.stage.records, /#([\w-]{22})/u.exec(atCode.text)?.[1] ?? '');
  expect(link).toMatchObject({ state: 'live', purpose: { kind: 'answer', stepId: mailed.view.stepId } });
  await deleted(rig.api.chats.say(ANNA, ANNA, '748392'));

  const right = await logins.recoveryCode(numberId, mailed.view.stepId, '748392');
  await rig.shown(ANNA, ({ text }) => text.startsWith(LABEL) && text.includes('A new password, or none'));
  await deleted(rig.api.chats.say(ANNA, ANNA, 'my new password'));
  const typed = { password: 'a new one', hint: '', confirmation: '0001' };
  await logins.submitNewPassword(numberId, right.view.stepId, typed);
  await rig.shown(ANNA, ({ text }) => text.startsWith(LABEL) && text.includes('Signed in as'));
  const said = rig.api.chats.messages(ANNA).map(({ text }) => text);
  expect(said.filter((text) => /748392|a new one|my new password/u.test(text))).toEqual([]);
});
