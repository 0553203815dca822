import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chatCardId } from '../../contracts/chat-messages.ts';
import type { ChatCard } from '../../domain/chat-card.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { ANNA, BEA, type ChatRig, openChatRig, OPS } from './chat-rig.ts';

let rig: ChatRig;

beforeAll(async () => {
  rig = await openChatRig();
  rig.api.chats.say(ANNA, ANNA, '/start');
  rig.api.chats.say(BEA, BEA, '/start');
});
afterAll(async () => {
  await rig.close();
});

/** What stands in a chat of one sign-in. */
function standing(chatId: number, subject: string): string[] {
  return rig.api.chats
    .messages(chatId)
    .filter(({ from, text }) => from.isBot && text.startsWith(subject))
    .map(({ text }) => text.split('\n', 1)[0] ?? '');
}

/** The card knows of its message: the send was answered. A bot that dies before that sends it once more. */
async function remembered(numberId: string, messageId: number): Promise<void> {
  const { loginId = '' } = (await rig.stage.logins.view(numberId)) ?? {};
  const card = rig.stage.client.workflow.getHandle(chatCardId(loginId));
  const isKnown = async (): Promise<boolean> =>
    (await card.query<ChatCard>('card')).standing.some((each) => each.messageId === messageId);
  await expect.poll(isKnown).toBe(true);
}

/** Until when the card of a sign-in keeps quiet; one that does not know of a pause has none. */
async function longestPause(label: string): Promise<number> {
  const number = (await rig.stage.records.numbers()).find((each) => each.label === label);
  const view = await rig.stage.logins.view(number?.numberId ?? '');
  if (view === undefined) return 0;
  const card = rig.stage.client.workflow.getHandle(chatCardId(view.loginId));
  const { paused = [] } = await card.query<ChatCard>('card').catch(() => ({ paused: [] }));
  return Math.max(0, ...paused.map(({ untilMs }) => untilMs));
}

describe('the bot', () => {
  it('killed between any two steps of a sign-in asks nothing twice and leaves one message', async () => {
    const phone = '+4915112390001';
    const { numberId } = await rig.stage.enrol(phone, 'Kill desk', { password2fa: { password: 'correct horse' } });
    const subject = 'Kill desk (••0001)';
    await rig.bot().kill();
    rig.api.chats.say(ANNA, ANNA, '/login kill desk');
    await rig.restartBot();
    const card = await rig.shown(ANNA, /Kill desk \(••0001\): Code sent/u);
    await remembered(numberId, card.id);
    await rig.bot().kill();
    const pressed = rig.api.chats.press(ANNA, card.id, ANNA, 'New link');
    await rig.restartBot();
    await rig.shown(ANNA, /Kill desk \(••0001\): this link is for you alone/u);
    await pressed;
    await rig.bot().kill();
    const { code } = await received(rig.stage.sandbox, phone, 'app');
    const { stepId = '' } = (await rig.stage.logins.view(numberId)) ?? {};
    const { view } = await rig.stage.logins.enterCode(numberId, stepId, code);
    await rig.restartBot();
    const asked = await rig.shown(ANNA, /Kill desk \(••0001\): Password of two-step verification needed/u);
    await remembered(numberId, asked.id);
    await rig.bot().kill();
    await rig.stage.logins.submitPassword(numberId, view.stepId, 'correct horse');
    await rig.restartBot();
    const over = await rig.shown(ANNA, /Kill desk \(••0001\): Signed in as/u);
    await remembered(numberId, over.id);
    await rig.restartBot();
    await expect
      .poll(() => standing(ANNA, `${subject}: `))
      .toEqual([expect.stringContaining('this link is for you alone'), expect.stringContaining('Signed in as')]);
    expect(rig.stage.sandbox.control.inbox(phone)).toHaveLength(1);
  });

  it('killed while it has a message taken and handed over goes on with whoever has the entry', async () => {
    await rig.stage.enrol('+4915112390002', 'Hand desk', {});
    await rig.stage.logins.start('+4915112390002');
    await rig.shown(OPS, /Hand desk \(••0002\) needs a code/u);
    await rig.restartBot();
    expect(await rig.press(OPS, BEA, 'Take')).toContain('You have the entry');
    await rig.bot().kill();
    await rig.restartBot();
    await rig.shown(BEA, /Hand desk \(••0002\): Code sent/u);
    await rig.press(BEA, BEA, 'Hand over');
    const question = await rig.shown(BEA, /Hand over Hand desk/u);
    await rig.bot().kill();
    rig.api.chats.say(BEA, BEA, { text: 'Back at noon', replyToId: question.id });
    await rig.restartBot();
    await rig.shown(OPS, /Hand desk \(••0002\) needs a code\n.*\nBea wrote: Back at noon/u);
    await rig.press(OPS, ANNA, 'Take');
    await rig.shown(ANNA, /Hand desk \(••0002\): Code sent/u);
    await rig.press(ANNA, ANNA, 'Cancel the sign-in');
    await rig.bot().kill();
    await rig.restartBot();
    await rig.press(ANNA, ANNA, 'Yes, cancel it');
    await rig.shown(ANNA, /Hand desk \(••0002\): Sign-in cancelled/u);
    await rig.shown(OPS, /Hand desk \(••0002\): Sign-in cancelled/u);
  });
});

describe('the Bot API', () => {
  it('that loses the answer to a send gets one message more, whose buttons work', async () => {
    await rig.stage.enrol('+4915112390003', 'Lost desk', {});
    rig.api.faults.fail({ method: 'sendMessage', code: 502, description: '', times: 1, afterApplying: true });
    rig.api.chats.say(ANNA, ANNA, '/login Lost desk');
    await expect.poll(() => standing(ANNA, 'Lost desk (••0003): Code sent').length, { timeout: 20_000 }).toBe(2);
    const [stale] = rig.api.chats.messages(ANNA).filter(({ text }) => text.startsWith('Lost desk'));
    await rig.api.chats.press(ANNA, stale?.id ?? 0, ANNA, 'Come back later');
    await rig.press(ANNA, ANNA, 'End it for now');
    await rig.shown(ANNA, /Lost desk \(••0003\): Sign-in cancelled/u);
    await expect.poll(() => standing(ANNA, 'Lost desk').length).toBe(2);
    expect((await rig.api.chats.press(ANNA, stale?.id ?? 0, ANNA, 'New link'))?.text).toContain('has ended');
  });

  it('that asks for a pause gets one, a long one even from a bot that was killed meanwhile', async () => {
    await rig.stage.enrol('+4915112390004', 'Flood desk', {});
    rig.api.faults.tooMany({ method: 'sendMessage', chatId: ANNA, retryAfterSeconds: 1, times: 1 });
    rig.api.faults.tooMany({ method: 'sendMessage', chatId: ANNA, retryAfterSeconds: 8, times: 1 });
    const begun = Date.now();
    rig.api.chats.say(ANNA, ANNA, '/login Flood desk');
    await expect.poll(() => longestPause('Flood desk')).toBeGreaterThan(begun + 8_000);
    await rig.restartBot();
    await rig.shown(ANNA, /Flood desk \(••0004\): Code sent/u);
    expect(Date.now() - begun).toBeGreaterThan(8_000);
    expect(standing(ANNA, 'Flood desk')).toHaveLength(1);
    await rig.press(ANNA, ANNA, 'Come back later');
    await rig.press(ANNA, ANNA, 'End it for now');
    await rig.shown(ANNA, /Flood desk \(••0004\): Sign-in cancelled/u);
  });

  it('that may not write to the operator any more sends the entry to the group', async () => {
    await rig.stage.enrol('+4915112390005', 'Block desk', {
      deliveries: [{ type: 'App', timeoutSeconds: 4 }, { type: 'Sms' }],
    });
    rig.api.chats.say(BEA, BEA, '/login Block desk');
    await rig.shown(BEA, /Block desk \(••0005\): Code sent to the Telegram app/u);
    rig.api.chats.block(BEA);
    const asked = await rig.shown(OPS, /Block desk \(••0005\) needs a code/u);
    expect(asked.text).toContain('I cannot write to Bea, who must open me first: https://t.me/latchkey_test_bot');
    rig.api.chats.unblock(BEA);
  });

  it('whose message was deleted by somebody gets another one', async () => {
    await rig.stage.enrol('+4915112390006', 'Erased desk', {});
    rig.api.chats.say(ANNA, ANNA, '/login Erased desk');
    const card = await rig.shown(ANNA, /Erased desk \(••0006\): Code sent/u);
    rig.api.chats.erase(ANNA, card.id, ANNA);
    const { numberId } = await rig.stage.logins.number('+4915112390006');
    const { stepId = '' } = (await rig.stage.logins.view(numberId)) ?? {};
    await rig.stage.logins.noCode(numberId, stepId, true);
    await rig.shown(
      ANNA,
      ({ id, text }) => id > card.id && /Erased desk.*the code is there, in the chat/su.test(text),
      30_000,
    );
  });
});
