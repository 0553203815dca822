import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANNA, BEA, type ChatRig, openChatRig, OPS, VERA } from './chat-rig.ts';

let rig: ChatRig;

beforeAll(async () => {
  rig = await openChatRig();
  rig.api.chats.say(ANNA, ANNA, '/start');
});
afterAll(async () => {
  await rig.close();
});

function refused(chatId: number): number {
  const isTo = (body: Buffer): boolean => body.includes(`"chat_id":${chatId}`);
  return rig.api.requests.list('sendMessage').filter(({ status = 0, body }) => status >= 400 && isTo(body)).length;
}

describe('a chat that fails', () => {
  it('is tried again later and later, while the others get each message once', async () => {
    const { numberId } = await rig.stage.enrol('+4915112440001', 'Failing desk', {});
    await rig.stage.logins.start('+4915112440001');
    await rig.shown(OPS, /Failing desk \(••0001\) needs a code/u);
    await rig.press(OPS, ANNA, 'Take');
    await rig.shown(ANNA, /Failing desk \(••0001\): Code sent/u);
    rig.api.faults.fail({ method: 'sendMessage', chatId: ANNA, code: 500, times: 1_000 });
    const before = refused(ANNA);
    await rig.stage.logins.cancel(numberId);
    const isOver = ({ text }: { text: string }): boolean => text.startsWith('Failing desk (••0001): Sign-in cancelled');
    await expect.poll(() => refused(ANNA) - before, { timeout: 20_000 }).toBeGreaterThanOrEqual(3);
    expect(rig.api.chats.notifications(OPS).filter(isOver)).toHaveLength(1);
    rig.api.faults.clear();
    await rig.shown(ANNA, isOver);
    expect(rig.api.chats.notifications(OPS).filter(isOver)).toHaveLength(1);
  });

  it('and takes a message of no kind is passed over, with the reason in the log and nothing of what was sent', async () => {
    await rig.stage.enrol('+4915112440002', 'Odd desk', {});
    const description = "Bad Request: inline keyboard button URL 'https://x.example/open#Tok3nOfALink' is odd";
    rig.api.faults.fail({ method: 'sendMessage', chatId: ANNA, code: 400, description, times: 1 });
    rig.api.chats.say(ANNA, ANNA, '/login Odd desk');
    const asked = await rig.shown(OPS, /Odd desk \(••0002\) needs a code/u);
    const log = await readFile(rig.stage.logFile, 'utf8');
    expect(log).toContain('400 Bad Request: inline keyboard button URL … is odd');
    expect(log).not.toContain('Tok3nOfALink');
    expect((await rig.api.chats.press(OPS, asked.id, ANNA, 'Take'))?.text).toContain('You have the entry');
    await rig.shown(ANNA, /Odd desk \(••0002\): Code sent/u);
  });
});

describe('a group that the bot was put out of', () => {
  it('does not hear of a hand-over, which is said, and hears of all that waits when the bot is back', async () => {
    rig.api.chats.kick(OPS);
    await rig.stage.enrol('+4915112440003', 'Kicked desk', {});
    await rig.stage.logins.start('+4915112440003');
    const warned = async (): Promise<boolean> =>
      (await readFile(rig.stage.logFile, 'utf8')).includes('cannot write to LATCHKEY_OPS_CHAT');
    await expect.poll(warned, { timeout: 20_000 }).toBe(true);
    await rig.press(ANNA, ANNA, 'Hand over');
    expect(await rig.press(ANNA, ANNA, 'Hand over without a note')).toContain('I cannot write to the operators’ group');
    const count = rig.api.chats.messages(OPS).length;
    rig.api.chats.putGroup({ id: OPS, title: 'Ops', members: [ANNA, BEA, VERA] });
    await rig.shown(OPS, /Kicked desk \(••0003\) needs a code/u);
    await expect.poll(() => rig.api.chats.messages(OPS).length, { timeout: 20_000 }).toBe(count + 2);
    await rig.press(ANNA, ANNA, 'Take');
    await rig.press(ANNA, ANNA, 'Hand over');
    expect(await rig.press(ANNA, ANNA, 'Hand over without a note')).toBe('Handed over.');
  });
});
