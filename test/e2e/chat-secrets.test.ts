import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { received } from '../../tools/stage/account-owner.ts';
import { ANNA, type ChatRig, type Message, openChatRig } from './chat-rig.ts';

let rig: ChatRig;

beforeAll(async () => {
  rig = await openChatRig();
});
afterAll(async () => {
  await rig.close();
});

/** Takes a sign-in of Anna's to the password. */
async function untilPassword(phone: string, label: string): Promise<{ numberId: string; stepId: string }> {
  const { numberId } = await rig.stage.enrol(phone, label, { password2fa: { password: 'correct horse' } });
  rig.api.chats.say(ANNA, ANNA, `/login ${label}`);
  await rig.shown(ANNA, ({ text }) => text.startsWith(label) && text.includes(': Code sent'));
  const { code } = await received(rig.stage.sandbox, phone, 'app');
  const { stepId = '' } = (await rig.stage.logins.view(numberId)) ?? {};
  const { view } = await rig.stage.logins.enterCode(numberId, stepId, code);
  await rig.shown(ANNA, ({ text }) => text.startsWith(label) && text.includes('Password of two-step'));
  return { numberId, stepId: view.stepId };
}

async function deleted(id: number): Promise<void> {
  const gone = () => rig.api.chats.deleted(ANNA).some((message) => message.id === id && message.deletedBy === 'bot');
  await expect.poll(gone, { timeout: 20_000 }).toBe(true);
  await rig.shown(ANNA, (message) => message.id > id && message.text.includes('looked like a password'));
}

describe('a password that is written into the chat', () => {
  it('is deleted also where it begins as a command does, and numbers and commands stay', async () => {
    const { numberId } = await untilPassword('+4915112450001', 'Slash desk');
    await deleted(rig.api.chats.say(ANNA, ANNA, '/correct horse'));
    await deleted(rig.api.chats.say(ANNA, ANNA, '/showme'));
    const command = rig.api.chats.say(ANNA, ANNA, '/whoami');
    await rig.shown(ANNA, ({ id, text }) => id > command && text.includes('role admin'));
    await rig.stage.logins.cancel(numberId);
    await rig.shown(ANNA, /Slash desk \(••0001\): Sign-in cancelled/u);
    const number = rig.api.chats.say(ANNA, ANNA, '+4915112450001');
    await rig.shown(ANNA, ({ id, text }) => id > number && text.startsWith('Sign in Slash desk'));
    expect(rig.api.chats.messages(ANNA).map(({ id }) => id)).toEqual(expect.arrayContaining([command, number]));
  });

  it('while the bot is down, and is entered elsewhere, is deleted when the bot is back', async () => {
    const { numberId, stepId } = await untilPassword('+4915112450002', 'Late desk');
    await rig.bot().kill();
    const typed = rig.api.chats.say(ANNA, ANNA, 'correct horse');
    await rig.stage.logins.submitPassword(numberId, stepId, 'correct horse');
    await rig.restartBot();
    await deleted(typed);
  });

  it('while Temporal is down is deleted at once', async () => {
    await untilPassword('+4915112450003', 'Down desk');
    await rig.stage.temporal.kill();
    await deleted(rig.api.chats.say(ANNA, ANNA, 'correct horse'));
    await rig.stage.temporal.startAgain();
  });
});

describe('a number that is removed during its sign-in', () => {
  it('is still shown to whoever has its entry, who can end it', async () => {
    const { numberId } = await rig.stage.logins.number('+4915112450003');
    await rig.stage.records.removeNumber(numberId, 'cli:demo');
    const before = await rig.shown(ANNA, /Down desk \(••0003\): Password of two-step/u);
    const again = ({ id, text }: Message): boolean => id > before.id && text.startsWith('Down desk (••0003): Password');
    // The chat's worker may still be on its way back to Temporal: then its cards are silent, and /show finds none.
    const showsIt = async (): Promise<boolean> => {
      rig.api.chats.say(ANNA, ANNA, '/show');
      return await rig.shown(ANNA, again, 10_000).then(
        () => true,
        () => false,
      );
    };
    await expect.poll(showsIt, { timeout: 60_000 }).toBe(true);
    rig.api.chats.say(ANNA, ANNA, '/cancel');
    await rig.press(ANNA, ANNA, 'Yes, cancel it');
    await rig.shown(ANNA, /Down desk \(••0003\): Sign-in cancelled/u);
  });
});
