import { writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { received } from '../../tools/stage/account-owner.ts';
import { ANNA, BEA, type ChatRig, openChatRig, OPS, OTHER_GROUP, STRANGER, VERA } from './chat-rig.ts';

let rig: ChatRig;
let folder: string;
let operatorsFile: string;
const everybody = `${ANNA}:admin\n${BEA}:operator\n${VERA}:viewer\n`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-operators-'));
  operatorsFile = join(folder, 'operators');
  writeFileSync(operatorsFile, everybody);
  rig = await openChatRig({ bot: { LATCHKEY_OPERATORS: '', LATCHKEY_OPERATORS_FILE: operatorsFile } });
  for (let n = 1; n <= 10; n += 1) {
    await rig.stage.enrol(`+49151123600${String(n).padStart(2, '0')}`, `Desk ${n}`, {});
  }
});
afterAll(async () => {
  await rig.close();
  await rm(folder, { recursive: true, force: true });
});

/** Waits for the bot's answer to what is said now. */
async function answerTo(userId: number, text: string, chatId = userId): Promise<string> {
  const id = rig.api.chats.say(chatId, userId, text);
  return (await rig.shown(chatId, (message) => message.id > id)).text;
}

describe('operators', () => {
  it('are told who they are, what there is to say, and how sign-ins stand', async () => {
    expect(await answerTo(ANNA, '/whoami')).toContain(`Telegram user ${ANNA}, role admin`);
    expect(await answerTo(ANNA, '/help')).toContain('/login –');
    expect(await answerTo(ANNA, '/start')).toContain('never in a chat');
    expect(await answerTo(ANNA, '/logins')).toContain('no sign-ins yet');
    expect(await answerTo(ANNA, '/resend')).toContain('I see no entry');
    expect(await answerTo(ANNA, '/cancel')).toContain('I see no entry');
    expect(await answerTo(ANNA, '/what')).toContain('/help');
    expect(await answerTo(ANNA, 'good morning')).toContain('/help');
    expect(await answerTo(ANNA, '/whoami', OPS)).toContain('operators’ group');
  });

  it('choose among all numbers page by page, and among those that a part of a label fits', async () => {
    expect(await answerTo(ANNA, '/login')).toContain('Which number? (page 1 of 2)');
    await rig.press(ANNA, ANNA, '▶');
    const second = await rig.shown(ANNA, /Which number\? \(page 2 of 2\)/u);
    expect(second.buttons.flat().map(({ text }) => text)).toEqual(['Desk 9 (••0009)', 'Desk 10 (••0010)', '◀']);
    await answerTo(ANNA, '/show desk 1');
    expect((await rig.shown(ANNA, /has no sign-in/u)).text).toContain('Desk 1 (••0001)');
    expect(await answerTo(ANNA, '/login esk 1')).toContain('Several numbers fit');
    expect(await answerTo(ANNA, '/login nothing like it')).toContain('No enrolled number fits');
    expect(await answerTo(ANNA, '/login +4915199999999')).toContain('not enrolled');
  });

  it('start with a shared contact or a bare number after a confirming tap, and the same tap twice starts one', async () => {
    rig.api.chats.shareContact(ANNA, { phone: '4915112360003', userId: null });
    const asked = await rig.shown(ANNA, /Sign in Desk 3 \(••0003\)\?/u);
    expect(rig.stage.sandbox.control.inbox('+4915112360003')).toEqual([]);
    await Promise.all([
      rig.api.chats.press(ANNA, asked.id, ANNA, 'Start the sign-in'),
      rig.api.chats.press(ANNA, asked.id, ANNA, 'Start the sign-in'),
    ]);
    await rig.shown(ANNA, /Desk 3 \(••0003\): Code sent/u);
    expect(rig.stage.sandbox.control.inbox('+4915112360003')).toHaveLength(1);
    await answerTo(ANNA, '+49 151 12360004');
    expect((await rig.shown(ANNA, /Sign in Desk 4 \(••0004\)\?/u)).buttons).toHaveLength(1);
    await rig.press(ANNA, ANNA, 'No');
  });

  it('have one entry at a time', async () => {
    const text = await answerTo(ANNA, '/login Desk 5');
    expect(text).toContain('You have the entry of Desk 3 (••0003)');
    expect(rig.stage.sandbox.control.inbox('+4915112360005')).toEqual([]);
  });

  it('see where the account is open asked, resend, cancel after a second tap, and start again', async () => {
    await rig.press(ANNA, ANNA, 'No code came');
    await rig.shown(ANNA, /is the account open in Telegram/u);
    await rig.press(ANNA, ANNA, 'It is open nowhere');
    await rig.shown(ANNA, /sign in with an official Telegram app on a phone first/u, 30_000);
    expect(await answerTo(ANNA, '/resend')).toContain('Telegram offers no other way');
    expect(await answerTo(ANNA, '/cancel')).toContain('Cancel the sign-in of Desk 3 (••0003)?');
    await rig.press(ANNA, ANNA, 'Yes, cancel it');
    const over = await rig.shown(ANNA, /Desk 3 \(••0003\): Sign-in cancelled/u);
    await rig.press(ANNA, ANNA, 'Start again');
    await rig.shown(ANNA, ({ id, text }) => id > over.id && /Desk 3 \(••0003\): Code sent/u.test(text));
    expect(await answerTo(BEA, '/show desk 3')).toMatch(/Started by Anna\.\nAnna has the entry\./u);
    expect(await answerTo(VERA, '/logins')).toMatch(/Somebody is needed\nDesk 3 \(••0003\): Code sent/u);
  });

  it('get the card anew at the bottom with /show', async () => {
    const before = await rig.shown(ANNA, /Desk 3 \(••0003\): Code sent/u);
    rig.api.chats.say(ANNA, ANNA, '/show');
    await rig.shown(ANNA, ({ id, text }) => id > before.id + 1 && /Desk 3 \(••0003\): Code sent/u.test(text));
    await expect.poll(() => rig.api.chats.messages(ANNA).some(({ id }) => id === before.id)).toBe(false);
    await rig.press(ANNA, ANNA, 'Come back later');
    await rig.press(ANNA, ANNA, 'End it for now');
    await rig.shown(ANNA, /Desk 3 \(••0003\): Sign-in cancelled/u);
  });

  it('are asked for their role: a viewer looks and does not act', async () => {
    expect(await answerTo(VERA, '/login Desk 6')).toContain('That takes the role operator');
    expect(await answerTo(VERA, '+4915112360006')).toContain('That takes the role operator');
    expect(rig.stage.sandbox.control.inbox('+4915112360006')).toEqual([]);
  });
});

describe('what must not stand in a chat', () => {
  it.each([
    ['a code', '12345'],
    ['a code in groups', 'it is 123 45'],
    ['a login link', 'https://t.me/login/54321'],
  ])('is deleted and told where to go: %s', async (_, text) => {
    const id = rig.api.chats.say(BEA, BEA, text);
    expect((await rig.shown(BEA, (message) => message.id > id)).text).toContain('I deleted your message');
    expect(rig.api.chats.deleted(BEA).map((message) => message.id)).toContain(id);
  });

  it('is whatever Telegram itself wrote, and a password after its prompt; the link comes along, nothing is started anew', async () => {
    const phone = '+4915112360007';
    rig.stage.sandbox.control.putAccount(phone, { password2fa: { password: 'correct horse', hint: 'horse hint' } });
    await answerTo(BEA, '/login Desk 7');
    const card = await rig.shown(BEA, /Desk 7 \(••0007\): Code sent/u);
    const { code } = await received(rig.stage.sandbox, phone, 'app');
    const forwarded = rig.api.chats.say(BEA, BEA, { text: 'Login code', forwardFrom: { userId: 777_000 } });
    const told = await rig.shown(BEA, (message) => message.id > forwarded);
    expect(told.text).toMatch(/somebody else than the owner it may still be good/u);
    expect(told.buttons.flat().map(({ kind }) => kind)).toContain('webApp');
    const { numberId } = await rig.stage.logins.number(phone);
    const view = await rig.stage.logins.view(numberId);
    await rig.stage.logins.enterCode(numberId, view?.stepId ?? '', code);
    const asked = await rig.shown(BEA, /Desk 7 \(••0007\): Password of two-step verification needed/u);
    expect(asked.id).not.toBe(card.id);
    expect(asked.text).not.toContain('horse');
    const typed = rig.api.chats.say(BEA, BEA, 'correct horse');
    expect((await rig.shown(BEA, (message) => message.id > typed)).text).toContain('looked like a password');
    expect(rig.api.chats.deleted(BEA).map(({ id }) => id)).toContain(typed);
    expect(rig.stage.sandbox.control.inbox(phone)).toHaveLength(1);
    await rig.stage.logins.cancel(numberId);
    await rig.shown(BEA, /Desk 7 \(••0007\): Sign-in cancelled/u);
  });
});

describe('others', () => {
  it('get silence in private, and a line in the log', async () => {
    rig.api.chats.say(STRANGER, STRANGER, '/login Desk 1');
    await answerTo(ANNA, '/whoami');
    expect(rig.api.chats.messages(STRANGER).filter(({ from }) => from.isBot)).toEqual([]);
    expect(await readFile(rig.stage.logFile, 'utf8')).toContain('Somebody who is no operator wrote to the bot');
  });

  it('are told to show themselves where they write as the group or as a channel', async () => {
    const first = rig.api.chats.anonymousAdmin(OPS, '/login Desk 1');
    await rig.shown(OPS, ({ id, text }) => id > first && text.includes('I cannot see who you are'));
    const second = rig.api.chats.senderChat(OPS, { id: -1_004_607_000_009, title: 'News' }, '/login Desk 1');
    await rig.shown(OPS, ({ id, text }) => id > second && text.includes('I cannot see who you are'));
  });

  it('cannot keep the bot in another group', async () => {
    rig.api.chats.say(OTHER_GROUP, ANNA, '/whoami');
    await expect.poll(() => rig.api.requests.list('leaveChat').length).toBeGreaterThan(0);
  });

  it('cannot use buttons once they are no operators any more', async () => {
    await answerTo(BEA, '/login Desk 8');
    const card = await rig.shown(BEA, /Desk 8 \(••0008\): Code sent/u);
    writeFileSync(operatorsFile, everybody.replace(/.*operator\n/u, ''));
    rig.api.chats.say(BEA, BEA, '/cancel');
    const pressed = rig.api.chats.press(BEA, card.id, BEA, 'Come back later');
    await answerTo(ANNA, '/whoami');
    const { numberId } = await rig.stage.logins.number('+4915112360008');
    expect((await rig.stage.logins.view(numberId))?.ended).toBe(false);
    writeFileSync(operatorsFile, everybody);
    await rig.stage.logins.cancel(numberId);
    expect(await pressed).toBeUndefined();
  });

  it.each([
    ['removed', 'Desk 9', '+4915112360009', ''],
    ['viewers now', 'Desk 10', '+4915112360010', `${BEA}:viewer\n`],
  ])('lose the entry to whoever takes it when they are %s, and their card goes', async (_, label, phone, then) => {
    const isCode = ({ text }: { text: string }): boolean => text.startsWith(label) && text.includes(': Code sent');
    await answerTo(BEA, `/login ${label}`);
    const card = await rig.shown(BEA, isCode);
    writeFileSync(operatorsFile, everybody.replace(/.*operator\n/u, then));
    await answerTo(ANNA, `/show ${label}`);
    expect(await rig.press(ANNA, ANNA, 'Take')).toContain('You have the entry');
    await rig.shown(ANNA, isCode);
    const left = () => rig.api.chats.messages(BEA).filter(({ id }) => id === card.id);
    await expect.poll(() => left().flatMap(({ buttons }) => buttons.flat()), { timeout: 20_000 }).toEqual([]);
    expect(left()).toHaveLength(then === '' ? 0 : 1);
    writeFileSync(operatorsFile, everybody);
    const { numberId } = await rig.stage.logins.number(phone);
    await rig.stage.logins.cancel(numberId);
    await rig.shown(ANNA, ({ text }) => text.startsWith(label) && text.includes('Sign-in cancelled'));
  });
});
