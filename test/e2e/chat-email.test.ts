import { afterAll, beforeAll, expect, it } from 'vitest';
import { ANNA, BEA, type ChatRig, openChatRig } from './chat-rig.ts';

let rig: ChatRig;

beforeAll(async () => {
  rig = await openChatRig();
  rig.api.chats.say(ANNA, ANNA, '/start');
  rig.api.chats.say(BEA, BEA, '/start');
});
afterAll(async () => {
  await rig.close();
});

it('a login e-mail address is named by link; one that is written into the chat is deleted and goes nowhere', async () => {
  const phone = '+4915112300001';
  await rig.stage.enrol(phone, 'Email desk', {
    deliveries: [{ type: 'SetUpEmailRequired', nextType: null }, { type: 'Sms' }],
  });
  rig.api.chats.say(ANNA, ANNA, '/login Email desk');
  const card = await rig.shown(ANNA, /Email desk \(••0001\): Telegram wants a login e-mail address/u);
  expect(card.buttons.flat().find(({ text }) => text === 'Enter the address')?.kind).toBe('webApp');
  const written = rig.api.chats.say(ANNA, ANNA, 'ana@example.org');
  await rig.shown(ANNA, ({ id, text }) => id > written && text.includes('I deleted your message'));
  expect(rig.api.chats.deleted(ANNA).map(({ id }) => id)).toContain(written);
  expect(rig.stage.sandbox.control.calls().counts[phone.slice(1)]).not.toHaveProperty('account.sendVerifyEmailCode');
});

it('a reset of the address is asked for by link', async () => {
  await rig.stage.enrol('+4915112300002', 'Reset desk', {
    deliveries: [{ type: 'EmailCode', nextType: null, resetAvailablePeriodSeconds: 0 }, { type: 'Sms' }],
  });
  await rig.stage.logins.start('+4915112300002');
  const { numberId } = await rig.stage.logins.number('+4915112300001');
  await rig.stage.logins.cancel(numberId);
  rig.api.chats.say(ANNA, ANNA, '/login Reset desk');
  await rig.shown(ANNA, /Reset desk \(••0002\): Code sent by e-mail/u);
  await rig.press(ANNA, ANNA, 'Reset the login e-mail');
  const link = await rig.shown(ANNA, /Reset desk \(••0002\): this link is for you alone/u);
  expect(link.buttons.flat().map(({ kind }) => kind)).toEqual(['webApp']);
});

it('an operator who may not change the account is told who may, and gets neither link nor button for it', async () => {
  const setUp = await rig.stage.enrol('+4915112300003', 'Set-up desk', {
    deliveries: [{ type: 'SetUpEmailRequired', nextType: null }, { type: 'Sms' }],
  });
  rig.api.chats.say(BEA, BEA, '/login Set-up desk');
  const card = await rig.shown(BEA, /Set-up desk \(••0003\): Telegram wants a login e-mail address/u);
  expect(card.text).toContain('Answering this takes the role admin.');
  const names = card.buttons.flat().map(({ text }) => text);
  expect(names).toContain('Hand over');
  expect(names).not.toContain('Enter the address');
  expect(names).not.toContain('New link');
  await rig.stage.logins.cancel(setUp.numberId);

  const reset = await rig.stage.enrol('+4915112300004', 'Other desk', {
    deliveries: [{ type: 'EmailCode', nextType: null, resetAvailablePeriodSeconds: 0 }, { type: 'Sms' }],
  });
  rig.api.chats.say(BEA, BEA, '/login Other desk');
  const asked = await rig.shown(BEA, /Other desk \(••0004\): Code sent by e-mail/u);
  expect(asked.buttons.flat().map(({ text }) => text)).not.toContain('Reset the login e-mail');
  await rig.stage.logins.cancel(reset.numberId);
});
