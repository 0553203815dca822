import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { received } from '../../tools/stage/account-owner.ts';
import { ANNA, BEA, type ChatRig, openChatRig, OPS, VERA } from './chat-rig.ts';

let rig: ChatRig;

beforeAll(async () => {
  rig = await openChatRig();
  rig.api.chats.say(ANNA, ANNA, '/start');
});
afterAll(async () => {
  await rig.close();
});

describe('the operators’ group', () => {
  const phone = '+4915112370001';
  let numberId: string;

  it('is told that a sign-in from elsewhere needs a code, and rings', async () => {
    ({ numberId } = await rig.stage.enrol(phone, 'Support 3', {}));
    await rig.stage.logins.start(phone);
    const message = await rig.shown(OPS, /Support 3 \(••0001\) needs a code/u);
    expect(message.buttons.flat().map(({ text }) => text)).toEqual(['Take']);
    expect(rig.api.chats.notifications(OPS).map(({ id }) => id)).toContain(message.id);
  });

  it('sends an operator whom it may not write to to the bot first, and a viewer to an admin', async () => {
    const address = await rig.press(OPS, BEA, 'Take');
    expect(address).toMatch(/^https:\/\/t\.me\/latchkey_test_bot\?start=[\w-]{1,64}$/u);
    expect(await rig.press(OPS, VERA, 'Take')).toContain('That takes the role operator');
  });

  it('gives the entry to the first who takes it, who goes on in private, and tells the others who has it', async () => {
    expect(await rig.press(OPS, ANNA, 'Take')).toContain('You have the entry');
    await rig.shown(ANNA, /Support 3 \(••0001\): Code sent/u);
    rig.api.chats.say(BEA, BEA, '/start');
    rig.api.chats.say(BEA, BEA, '/show Support 3');
    expect(await rig.press(BEA, BEA, 'Take')).toContain('Anna has the entry already');
    await rig.shown(OPS, /Support 3 \(••0001\)\n.*\nAnna has the entry\./u);
  });

  it('hears a note when the entry is handed over; notes that look like a code are not passed on', async () => {
    await rig.press(ANNA, ANNA, 'Hand over');
    const question = await rig.shown(ANNA, /Hand over Support 3/u);
    rig.api.chats.say(ANNA, ANNA, { text: 'it is 123 45', replyToId: question.id });
    await rig.shown(ANNA, /I deleted your message/u);
    rig.api.chats.say(ANNA, ANNA, { text: 'The phone is in the drawer, +49 151 2345678', replyToId: question.id });
    await rig.shown(ANNA, /Handed over/u);
    const free = await rig.shown(
      OPS,
      /Support 3 \(••0001\) needs a code\n.*\nAnna wrote: The phone is in the drawer, ••5678/u,
    );
    expect(rig.api.chats.notifications(OPS).map(({ id }) => id)).toContain(free.id);
    await rig.shown(ANNA, /Nobody has the entry now/u);
  });

  it('is left by whoever takes the entry back, with a message that rings; the next note need not be a reply', async () => {
    const before = rig.api.chats.messages(ANNA).at(-1)?.id ?? 0;
    await rig.press(OPS, ANNA, 'Take');
    const card = await rig.shown(ANNA, ({ id, text }) => id > before && /Support 3 \(••0001\): Code sent/u.test(text));
    expect(rig.api.chats.notifications(ANNA).map(({ id }) => id)).toContain(card.id);
    await rig.press(ANNA, ANNA, 'Hand over');
    await rig.shown(ANNA, ({ id, text }) => id > card.id && text.includes('Hand over Support 3'));
    rig.api.chats.say(ANNA, ANNA, 'Back at noon');
    await rig.shown(OPS, /Support 3 \(••0001\) needs a code\n.*\nAnna wrote: Back at noon/u);
  });

  it('lets somebody else take it then, who snoozes it and takes another', async () => {
    await rig.press(OPS, BEA, 'Take');
    await rig.shown(BEA, /Support 3 \(••0001\): Code sent/u);
    await rig.stage.enrol('+4915112370002', 'Support 4', {});
    await rig.stage.logins.start('+4915112370002');
    const other = await rig.shown(OPS, /Support 4 \(••0002\) needs a code/u);
    const refused = await rig.api.chats.press(OPS, other.id, BEA, 'Take');
    expect(refused?.text).toContain('You have the entry of Support 3 (••0001)');
    expect(await rig.press(BEA, BEA, 'Snooze 15 min')).toContain('No notification of it for 15 min');
    await rig.shown(BEA, /Support 3.*No notification until/su);
    expect((await rig.api.chats.press(OPS, other.id, BEA, 'Take'))?.text).toContain('You have the entry');
    await rig.shown(BEA, /Support 4 \(••0002\): Code sent/u);
  });

  it('shows who was first where several enter the code, and how it ended', async () => {
    const view = await rig.stage.logins.view(numberId);
    const { code } = await received(rig.stage.sandbox, phone, 'app');
    await rig.stage.logins.enterCode(numberId, view?.stepId ?? '', code);
    await rig.shown(OPS, /Support 3 \(••0001\): Signed in as.*Entered by demo at the command line\./su);
    await rig.shown(BEA, /Support 3 \(••0001\): Signed in as.*Entered by demo at the command line\./su);
  });
});

describe('a sign-in that is put off', () => {
  it('says until when, asks whoever has it when it is time, and sends nothing by itself', async () => {
    const phone = '+4915112370009';
    await rig.stage.enrol(phone, 'Later desk', {});
    rig.api.chats.say(ANNA, ANNA, '/login Later desk');
    await rig.shown(ANNA, /Later desk \(••0009\): Code sent/u);
    await rig.press(ANNA, ANNA, 'Come back later');
    await rig.press(ANNA, ANNA, 'Tomorrow 09:00 (UTC)');
    const off = await rig.shown(ANNA, /Later desk \(••0009\): Put off\n.*\nUntil .*09:00:00.* nothing is sent/su);
    const { numberId } = await rig.stage.logins.number(phone);
    const { stepId = '' } = (await rig.stage.logins.view(numberId)) ?? {};
    await rig.stage.logins.later(numberId, stepId, { untilMs: Date.now() + 1_500 });
    const due = await rig.shown(ANNA, /Later desk \(••0009\): A fresh code is needed.*It is time/su);
    expect(due.id).toBeGreaterThan(off.id);
    expect(rig.api.chats.notifications(ANNA).map(({ id }) => id)).toContain(due.id);
    expect(rig.stage.sandbox.control.inbox(phone)).toHaveLength(1);
    await rig.press(ANNA, ANNA, 'Ask for a fresh code');
    await received(rig.stage.sandbox, phone, 'app');
    await rig.press(ANNA, ANNA, 'Cancel the sign-in');
    await rig.press(ANNA, ANNA, 'Yes, cancel it');
  });
});

describe('in quiet hours', () => {
  it('the group is told without a sound', async () => {
    const hour = new Date().getUTCHours();
    const clock = (at: number): string => `${String((at + 24) % 24).padStart(2, '0')}:00`;
    await rig.restartBot({ LATCHKEY_QUIET_HOURS: `${clock(hour - 1)}-${clock(hour + 2)} UTC` });
    await rig.stage.enrol('+4915112370005', 'Support 5', {});
    await rig.stage.logins.start('+4915112370005');
    const message = await rig.shown(OPS, /Support 5 \(••0005\) needs a code/u);
    expect(message.silent).toBe(true);
  });
});

describe('who opens the bot from the group', () => {
  it('goes on with the sign-in that they wanted to take', async () => {
    rig.api.chats.putPerson({ id: 46_070_004, firstName: 'Carl' });
    rig.api.chats.putGroup({ id: OPS, title: 'Ops', members: [ANNA, BEA, VERA, 46_070_004] });
    await rig.restartBot({ LATCHKEY_OPERATORS: '46070004:operator' });
    const asked = await rig.shown(OPS, /Support 5 \(••0005\) needs a code/u);
    const answer = await rig.api.chats.press(OPS, asked.id, 46_070_004, 'Take');
    rig.api.chats.say(46_070_004, 46_070_004, `/start ${answer?.url?.split('start=')[1] ?? ''}`);
    await rig.shown(46_070_004, /Support 5 \(••0005\): Code sent/u);
  });
});
