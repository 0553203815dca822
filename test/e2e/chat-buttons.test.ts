import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { received } from '../../tools/stage/account-owner.ts';
import { ANNA, type ChatRig, openChatRig, OPS } from './chat-rig.ts';

let rig: ChatRig;

beforeAll(async () => {
  rig = await openChatRig();
  rig.api.chats.say(ANNA, ANNA, '/start');
});
afterAll(async () => {
  await rig.close();
});

describe('buttons of a card', () => {
  it('ask for another code, and say when that is not possible yet', async () => {
    const phone = '+4915112420001';
    await rig.stage.enrol(phone, 'Resend desk', {
      deliveries: [
        { type: 'App', timeoutSeconds: 3 },
        { type: 'Call', timeoutSeconds: 60 },
      ],
    });
    rig.api.chats.say(ANNA, ANNA, '/login Resend desk');
    const card = await rig.shown(ANNA, /Resend desk \(••0001\): Code sent to the Telegram app/u);
    expect((await rig.api.chats.press(ANNA, card.id, ANNA, 'Send another code now'))?.text).toContain(
      'Too early: possible',
    );
    await expect
      .poll(async () => (await rig.api.chats.press(ANNA, card.id, ANNA, 'Send another code now'))?.text, {
        timeout: 15_000,
      })
      .toBe('Done.');
    await rig.shown(ANNA, /Resend desk \(••0001\): Code sent by phone call/u);
    expect((await received(rig.stage.sandbox, phone, 'call')).code).toBeDefined();
  });

  it('give the answer to where the account is open, a fresh link, and quiet for an hour', async () => {
    const { numberId } = await rig.stage.logins.number('+4915112420001');
    await rig.press(ANNA, ANNA, 'No code came');
    await rig.press(ANNA, ANNA, 'The account is open on a device');
    await expect
      .poll(async () => (await rig.stage.logins.view(numberId))?.step)
      .toMatchObject({ advice: 'lookInTelegramChat' });
    await rig.press(ANNA, ANNA, 'New link');
    const link = await rig.shown(ANNA, /Resend desk \(••0001\): this link is for you alone/u);
    expect(link.isProtected).toBe(true);
    expect(await rig.press(ANNA, ANNA, 'Snooze 1 h')).toContain('for 60 min');
  });

  it('ask for a fresh code when the last one is dead, and are old when the sign-in has gone on', async () => {
    const phone = '+4915112420002';
    const { numberId } = await rig.stage.enrol(phone, 'Restart desk', { code: '48151' });
    rig.api.chats.say(ANNA, ANNA, '/login Restart desk');
    const first = await rig.shown(ANNA, /Restart desk \(••0002\): Code sent/u);
    const old = await rig.api.chats.press(ANNA, first.id, ANNA, 'Hand over');
    expect(old).toBeDefined();
    let { stepId = '' } = (await rig.stage.logins.view(numberId)) ?? {};
    for (const wrong of ['00000', '11111', '22222']) {
      ({ stepId } = (await rig.stage.logins.enterCode(numberId, stepId, wrong)).view);
    }
    const offer = await rig.shown(ANNA, /Restart desk \(••0002\): A fresh code is needed/u);
    await rig.press(ANNA, ANNA, 'Ask for a fresh code');
    await rig.shown(ANNA, ({ id, text }) => id > offer.id && /Restart desk \(••0002\): Code sent/u.test(text));
    expect(rig.stage.sandbox.control.calls().counts[phone.slice(1)]).toMatchObject({ 'auth.sendCode': 2 });
    await rig.stage.logins.cancel(numberId);
    await rig.shown(ANNA, /Restart desk \(••0002\): Sign-in cancelled/u);
    expect(await rig.press(ANNA, ANNA, 'Hand over without a note')).toContain('has ended');
  });
});

describe('the list', () => {
  it('has pages, by state, with a button for each sign-in', async () => {
    for (let n = 1; n <= 8; n += 1) {
      const phone = `+49151124300${String(n).padStart(2, '0')}`;
      await rig.stage.enrol(phone, `List ${n}`, {});
      await rig.stage.logins.start(phone);
    }
    rig.api.chats.say(ANNA, ANNA, '/logins');
    const first = await rig.shown(ANNA, /Sign-ins \(page 1 of 2\)/u);
    expect(first.buttons).toHaveLength(9);
    await rig.api.chats.press(ANNA, first.id, ANNA, '▶');
    const second = await rig.shown(ANNA, /Sign-ins \(page 2 of 2\)/u);
    expect(second.id).toBe(first.id);
    expect(second.text).toContain('Ended\nRestart desk (••0002)');
    await rig.api.chats.press(ANNA, second.id, ANNA, 'Restart desk (••0002)');
    await rig.shown(ANNA, /Restart desk \(••0002\): Sign-in cancelled\n.*Started by Anna/su);
    await rig.shown(OPS, /List 8 \(••0008\) needs a code/u);
  });
});
