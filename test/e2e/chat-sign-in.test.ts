import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chatCardId } from '../../contracts/chat-messages.ts';
import { findLink } from '../../client/access/links.ts';
import { loginWorkflowId } from '../../contracts/names.ts';
import { received } from '../../tools/stage/account-owner.ts';
import { billableActions } from '../../tools/stage/billable-actions.ts';
import { ANNA, type ChatRig, openChatRig, PUBLIC_URL } from './chat-rig.ts';

let rig: ChatRig;

beforeAll(async () => {
  rig = await openChatRig();
});
afterAll(async () => {
  await rig.close();
});

describe('a sign-in from the chat', () => {
  it('goes from /login over a card with a link to a message that says who is signed in, within 14 billable actions', async () => {
    const phone = '+4915112350001';
    const { numberId } = await rig.stage.enrol(phone, 'Support 1', {});
    rig.api.chats.say(ANNA, ANNA, '/login support 1');
    const card = await rig.shown(ANNA, /Support 1 \(••0001\): Code sent to the Telegram app/u);
    const url = card.buttons.flat().find(({ kind }) => kind === 'webApp')?.url ?? '';
    expect(url).toContain(`${PUBLIC_URL}/open#`);
    const link = await findLink(rig.stage.records, url.slice(url.indexOf('#') + 1));
    expect(link).toMatchObject({ state: 'live', purpose: { kind: 'answer', userId: ANNA, numberId } });
    expect(card.isProtected).toBe(true);
    const { code } = await received(rig.stage.sandbox, phone, 'app');
    const stepId = link?.purpose.kind === 'answer' ? link.purpose.stepId : '';
    await rig.stage.logins.enterCode(numberId, stepId, code);
    await rig.shown(ANNA, /Support 1 \(••0001\): Signed in as/u);
    const loginId = stepId.slice(0, stepId.indexOf('/'));
    const ending = rig.stage.client.workflow.getHandle(chatCardId(loginId));
    const login = rig.stage.client.workflow.getHandle(loginWorkflowId(numberId));
    await Promise.all([ending.result(), login.result()]);
    expect(rig.api.chats.messages(ANNA).some(({ id }) => id === card.id)).toBe(false);
    const histories = await Promise.all([ending.fetchHistory(), login.fetchHistory()]);
    const actions = histories.map(({ events }) => billableActions(events ?? []));
    expect(
      actions.reduce((sum, each) => sum + each, 0),
      `card and sign-in: ${actions.join(' and ')}`,
    ).toBeLessThanOrEqual(14);
  });
});
