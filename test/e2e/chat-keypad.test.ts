import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { received } from '../../tools/stage/account-owner.ts';
import { ANNA, BEA, OPS, type ChatRig, openChatRig } from './chat-rig.ts';

let rig: ChatRig;
const phone = '+4915112380001';

beforeAll(async () => {
  rig = await openChatRig({ bot: { LATCHKEY_BOT_KEYPAD: 'on', LATCHKEY_PUBLIC_URL: '' } });
  await rig.stage.enrol(phone, 'Keypad desk', { code: '48151' });
});
afterAll(async () => {
  await rig.close();
});

async function type(digits: string): Promise<string> {
  let last = '';
  for (const digit of digits) last = await rig.press(ANNA, ANNA, digit);
  return last;
}

describe('the keypad', () => {
  it('stands beside the command on the host where there is no public address', async () => {
    rig.api.chats.say(ANNA, ANNA, '/login');
    await rig.press(ANNA, ANNA, 'Keypad desk (••0001)');
    const card = await rig.shown(ANNA, /Keypad desk \(••0001\): Code sent/u);
    expect(card.text).toContain('latchkey code +… with the number of Keypad desk (••0001) in full');
    expect(card.buttons.flat().map(({ text }) => text)).toContain('Keypad');
  });

  it('answers each press with dots, takes digits back, and forgets them when the bot is killed', async () => {
    await rig.press(ANNA, ANNA, 'Keypad');
    expect(await type('48')).toBe('●●○○○');
    expect(await rig.press(ANNA, ANNA, '⌫')).toBe('●○○○○');
    await rig.restartBot();
    expect(await type('8')).toContain('have forgotten the digits');
    expect(await rig.press(ANNA, ANNA, '✓')).toContain('No digits yet');
  });

  it('refuses what cannot be the code before Telegram counts it, and takes the right one', async () => {
    await type('481');
    expect(await rig.press(ANNA, ANNA, '✓')).toContain('The code has 5 digits, and 3 were typed');
    await received(rig.stage.sandbox, phone, 'app');
    await type('48151');
    await rig.press(ANNA, ANNA, '✓');
    await rig.shown(ANNA, /Keypad desk \(••0001\): Signed in as.*Entered by Anna\./su);
    expect(rig.stage.sandbox.control.calls().counts[phone.slice(1)]).toMatchObject({ 'auth.signIn': 1 });
  });

  it('says nothing of the digits to the Bot API: neither in texts nor in the data of buttons', () => {
    const bodies = rig.api.requests.list().map(({ body }) => body.toString());
    expect(bodies.filter((body) => body.includes('48151') || body.includes(phone.slice(1)))).toEqual([]);
    const datas = bodies.flatMap((body) => [
      ...body.matchAll(/"text\\?":\\?"(\d)\\?",\\?"callback_data\\?":\\?"([^"\\]+)/gu),
    ]);
    const byDigit = new Map(datas.map(([, digit = '', data = '']) => [digit, data]));
    expect(byDigit.size).toBe(10);
    expect(new Set([...byDigit.values()].map((data) => data.slice(0, data.lastIndexOf('.')))).size).toBe(1);
  });
});

describe('two operators', () => {
  const desk = '+4915112380003';
  const keypads = (chatId: number) =>
    rig.api.chats.messages(chatId).filter(({ text }) => text.includes('the code, digit by digit'));

  it('type for themselves on keypads of their own; the first who is done wins, the other hears who it was', async () => {
    await rig.stage.enrol(desk, 'Shared desk', { code: '73942' });
    await rig.stage.logins.start(desk);
    rig.api.chats.say(BEA, BEA, '/start');
    await rig.shown(OPS, /Shared desk \(••0003\) needs a code/u);
    await rig.press(OPS, BEA, 'Take');
    await rig.press(BEA, BEA, 'Keypad');
    await rig.press(BEA, BEA, 'Hand over');
    await rig.press(BEA, BEA, 'Hand over without a note');
    await rig.shown(OPS, /Shared desk \(••0003\) needs a code/u);
    await rig.press(OPS, ANNA, 'Take');
    await rig.press(ANNA, ANNA, 'Keypad');
    for (const [index, digit] of ['7', '3', '9', '4', '2'].entries()) {
      expect(await rig.press(ANNA, ANNA, digit)).toBe('●'.repeat(index + 1).padEnd(5, '○'));
      if (index < 3) expect(await rig.press(BEA, BEA, '1')).toBe('●'.repeat(index + 1).padEnd(5, '○'));
    }
    const [hers] = keypads(BEA);
    await received(rig.stage.sandbox, desk, 'app');
    const [done] = await Promise.all([rig.press(ANNA, ANNA, '✓'), rig.shown(ANNA, /Shared desk.*Signed in as/su)]);
    expect(done).toContain('The code was taken');
    expect((await rig.api.chats.press(BEA, hers?.id ?? 0, BEA, '1'))?.text).toMatch(/has ended|earlier step/u);
    expect(rig.stage.sandbox.control.calls().counts[desk.slice(1)]).toMatchObject({ 'auth.signIn': 1 });
  });

  it('have one keypad each, however often they ask for it', async () => {
    await rig.stage.enrol('+4915112380004', 'Twice desk', {});
    rig.api.chats.say(ANNA, ANNA, '/login Twice desk');
    const card = await rig.shown(ANNA, /Twice desk \(••0004\): Code sent/u);
    const ask = () => rig.api.chats.press(ANNA, card.id, ANNA, 'Keypad');
    await Promise.all([ask(), ask()]);
    const [first, ...more] = keypads(ANNA);
    expect(more).toEqual([]);
    await rig.press(ANNA, ANNA, '1');
    await ask();
    await expect.poll(() => keypads(ANNA).map(({ id }) => id)).not.toContain(first?.id);
    expect(keypads(ANNA)).toHaveLength(1);
    await rig.press(ANNA, ANNA, 'Come back later');
    await rig.press(ANNA, ANNA, 'End it for now');
  });
});

describe('with the keypad off', () => {
  it('its buttons say so', async () => {
    await rig.stage.enrol('+4915112380002', 'Keypad desk 2', {});
    rig.api.chats.say(ANNA, ANNA, '/login Keypad desk 2');
    const card = await rig.shown(ANNA, /Keypad desk 2 \(••0002\): Code sent/u);
    await rig.restartBot({ LATCHKEY_BOT_KEYPAD: 'off' });
    expect((await rig.api.chats.press(ANNA, card.id, ANNA, 'Keypad'))?.text).toContain('The keypad is off');
  });
});
