import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditIdOf, findSession, openSession } from '../../client/access/console-sessions.ts';
import { findLink } from '../../client/access/links.ts';
import { ANNA, type ChatRig, openChatRig, STRANGER, VERA } from './chat-rig.ts';

let rig: ChatRig;

beforeAll(async () => {
  rig = await openChatRig({ apiVersion: 9.4, bot: { LATCHKEY_PUBLIC_URL: 'http://localhost:8787' } });
  rig.api.chats.say(ANNA, ANNA, '/start');
});
afterAll(async () => {
  await rig.close();
});

describe('links', () => {
  it('sign operators in to the console', async () => {
    rig.api.chats.say(ANNA, ANNA, '/console');
    const { text } = await rig.shown(ANNA, /opens the console/u);
    const link = await findLink(rig.stage.records, /#([\w-]{22})/u.exec(text)?.[1] ?? '');
    expect(link).toEqual({ state: 'live', purpose: { kind: 'signIn', userId: ANNA } });
  });

  it('stand in the text where buttons cannot have them, with times as text where the server knows no others', async () => {
    await rig.stage.enrol('+4915112400001', 'Link desk', {});
    rig.api.chats.say(ANNA, ANNA, '/login Link desk');
    const card = await rig.shown(ANNA, /Link desk \(••0001\): Code sent/u);
    expect(card.text).toMatch(/Link: http:\/\/localhost:8787\/open#[\w-]{22}/u);
    expect(card.text).toMatch(/good until \d\d:\d\d:\d\d UTC/u);
    expect(card.entities.map(({ type }) => type)).not.toContain('date_time');
    const refused = rig.api.requests.list('sendMessage').filter(({ status }) => status === 400);
    expect(refused).toHaveLength(1);
  });

  it('that were opened are told to their operator, once, who can end that browser’s session', async () => {
    const { token, session } = await openSession(rig.stage.records, { kind: 'signIn', userId: ANNA });
    // Much else is written meanwhile, and one of several cannot be told at first.
    const others = Array.from({ length: 80 }, (_, n) => ({
      auditId: `other-${n}`,
      atMs: Date.now() + n,
      actor: 'cli:demo',
    }));
    const failing = await openSession(rig.stage.records, { kind: 'signIn', userId: VERA });
    rig.api.faults.fail({ method: 'sendMessage', chatId: VERA, code: 500, times: 3 });
    rig.api.chats.say(VERA, VERA, '/start');
    const row = { actor: `tg:${ANNA}`, act: 'link.opened', detail: 'Firefox on Linux' };
    await rig.stage.records.appendAudit([
      { ...row, actor: `tg:${VERA}`, auditId: auditIdOf(failing.session.sessionId), atMs: Date.now() - 1_000 },
      { ...row, auditId: auditIdOf(session.sessionId), atMs: Date.now() },
      ...others.map((each) => ({ ...each, act: 'login.start' })),
    ]);
    await rig.stage.records.appendAudit([
      { ...row, actor: `tg:${STRANGER}`, auditId: auditIdOf('x'), atMs: Date.now() },
    ]);
    await rig.shown(ANNA, /Your link was opened in Firefox on Linux at \d\d:\d\d:\d\d UTC. Not you\?/u);
    await rig.shown(VERA, /Your link was opened in Firefox on Linux/u);
    const mark = `told/${auditIdOf(session.sessionId)}`;
    await expect.poll(() => rig.stage.records.token('once', mark)).toBeDefined();
    await rig.restartBot();
    rig.api.chats.say(ANNA, ANNA, '/whoami');
    await rig.shown(ANNA, /role admin/u);
    expect(rig.api.chats.messages(ANNA).filter(({ text }) => text.includes('was opened'))).toHaveLength(1);
    expect(await findSession(rig.stage.records, token)).toBeDefined();
    expect(await rig.press(ANNA, ANNA, "End that browser's session")).toContain('That browser is signed out');
    expect(await findSession(rig.stage.records, token)).toBeUndefined();
  });
});
