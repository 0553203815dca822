import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endSession, sessionIdOf } from '../../../client/access/console-sessions.ts';
import { LINK_LIFETIME_MS } from '../../../client/access/links.ts';
import type { Step } from '../../../domain/login-view.ts';
import {
  ADMIN,
  type ConsoleRig,
  consoleRig,
  enterCode,
  NUMBER,
  OPERATOR,
  OTHER_NUMBER,
  toAnswer,
} from './console-rig.ts';

let rig: ConsoleRig;
beforeEach(async () => {
  rig = await consoleRig();
});
afterEach(() => rig.close());

const open = (token: string, as?: { cookie: string; csrf: string }) =>
  rig.ask({ method: 'POST', url: '/api/open', payload: { token }, ...(as === undefined ? {} : { as }) });

describe('a link', () => {
  it('opens a session of its operator, in a cookie that no script reads and no other site sends', async () => {
    const opened = await open(await rig.link({ kind: 'signIn', userId: OPERATOR }));
    expect(opened.json()).toMatchObject({ userId: OPERATOR, role: 'operator', scope: 'signIn' });
    expect(opened.headers['set-cookie']).toMatch(
      /^__Host-latchkey=[\w-]{22}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/u,
    );
  });

  it('opens once: whoever comes second is told so and asks the bot again', async () => {
    const token = await rig.link({ kind: 'signIn', userId: OPERATOR });
    const both = await Promise.all([open(token), open(token)]);
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 410]);
    const { code, detail } = (await open(token)).json();
    expect(code).toBe('LINK_SPENT');
    expect(detail).toContain('/login');
  });

  it('that comes too late is told apart from one that never was', async () => {
    const token = await rig.link({ kind: 'signIn', userId: OPERATOR });
    rig.clock.nowMs += LINK_LIFETIME_MS;
    expect((await open(token)).json()).toMatchObject({ status: 410, code: 'LINK_EXPIRED' });
    const forged = await open(randomBytes(16).toString('base64url'));
    expect(forged.json()).toMatchObject({ status: 404, code: 'LINK_UNKNOWN' });
    expect((await open('short')).statusCode).toBe(400);
  });

  it('is not used up by whoever only looks: previews, prefetches, HEAD', async () => {
    const token = await rig.link({ kind: 'signIn', userId: OPERATOR });
    const urls = ['/open', `/open?token=${token}`, `/api/open?token=${token}`];
    for (const method of ['GET', 'HEAD'] as const) {
      for (const url of urls) await rig.ask({ method, url, headers: { 'sec-purpose': 'prefetch;prerender' } });
    }
    expect((await open(token)).statusCode).toBe(200);
  });

  it('forwarded to another operator is refused and stays what it was', async () => {
    const somebodyElse = await rig.signIn(ADMIN);
    const token = await rig.link({ kind: 'signIn', userId: OPERATOR });
    expect((await open(token, somebodyElse)).json()).toMatchObject({ status: 403, code: 'LINK_FORWARDED' });
    expect((await open(token)).statusCode).toBe(200);
  });

  it('of somebody who is no operator any more opens nothing', async () => {
    const token = await rig.link({ kind: 'signIn', userId: OPERATOR });
    rig.operators.delete(OPERATOR);
    const refused = await open(token);
    expect(refused.json()).toMatchObject({ status: 403, code: 'NOT_AN_OPERATOR' });
    expect(String(refused.headers['set-cookie'])).not.toMatch(/latchkey=[\w-]{22}/u);
    expect(await rig.records.audit({ limit: 1 })).toEqual([]);
    rig.operators.set(OPERATOR, 'viewer');
    expect((await open(token)).json()).toMatchObject({ code: 'LINK_SPENT' });
  });

  it('to answer a sign-in opens while its step is asked, and says that it has gone on after that', async () => {
    const view = await rig.put(enterCode, { numberId: NUMBER });
    const links = await Promise.all([1, 2, 3].map(() => rig.link(toAnswer(OPERATOR, view))));
    const [now = '', later = '', tooLate = ''] = links;
    expect((await open(now)).json()).toMatchObject({ scope: 'answer', numberId: NUMBER });
    await rig.put({ kind: 'checkingCode' }, { version: 4, stepId: 'a-login/3' });
    const refused = await open(later);
    expect(refused.json()).toMatchObject({ status: 410, code: 'LINK_GONE_ON' });
    expect(refused.json<{ detail: string }>().detail).toContain('New link');
    expect(refused.headers['set-cookie']).toBeUndefined();
    await rig.put(enterCode, { loginId: 'another' });
    expect((await open(tooLate)).json()).toMatchObject({ code: 'LINK_GONE_ON' });
  });

  it('opened while its step is asked leads through the steps that follow', async () => {
    const view = await rig.put(enterCode, { numberId: NUMBER });
    const as = await rig.enter(toAnswer(OPERATOR, view));
    const password: Step = { kind: 'enterPassword', hasRecovery: false, deadlineAtMs: 1, wrongPasswords: 0 };
    await rig.put(password, { numberId: NUMBER, version: 9, stepId: 'a-login/8' });
    const url = `/api/logins/${NUMBER}/password/challenge`;
    const asked = await rig.ask({ method: 'POST', url, payload: { stepId: 'a-login/8' }, as });
    expect(asked.statusCode).toBe(200);
  });

  it('opened beside another one in the same browser leaves that one’s page working', async () => {
    const first = await rig.put(enterCode, { numberId: NUMBER });
    const second = await rig.put(enterCode, { numberId: OTHER_NUMBER, loginId: 'other' });
    const tab = await rig.enter(toAnswer(OPERATOR, first));
    const opened = await open(await rig.link(toAnswer(OPERATOR, second)), tab);
    const cookie = String(opened.headers['set-cookie']).split(';')[0] ?? '';
    expect(cookie).not.toBe(tab.cookie);
    // Each opening is told of; whichever is answered with "not me" ends this one session.
    const told = (await rig.records.audit({ limit: 2 })).map(sessionIdOf);
    expect(told).toEqual([expect.stringMatching(/^[\w-]{16}$/u), told[0]]);
    for (const numberId of [NUMBER, OTHER_NUMBER]) {
      // The browser has one cookie, the first page its own token.
      const as = { cookie, csrf: tab.csrf };
      const cancel = { method: 'POST', url: `/api/logins/${numberId}/cancel`, payload: {}, as } as const;
      expect((await rig.ask(cancel)).statusCode).toBe(200);
    }
    expect((await rig.ask({ url: '/api/me', as: tab })).json()).toMatchObject({ code: 'NOT_SIGNED_IN' });
    const whole = await open(await rig.link({ kind: 'signIn', userId: OPERATOR }), { ...tab, cookie });
    const wide = { cookie: String(whole.headers['set-cookie']).split(';')[0] ?? '', csrf: tab.csrf };
    expect((await rig.ask({ method: 'POST', url: '/api/sign-out', payload: {}, as: wide })).statusCode).toBe(204);
    for (const each of [cookie, wide.cookie])
      expect((await rig.ask({ url: '/api/me', as: { ...tab, cookie: each } })).statusCode).toBe(401);
  });

  it('to answer a sign-in does not cut a session down that may do everything', async () => {
    const view = await rig.put(enterCode, { numberId: NUMBER });
    const as = await rig.signIn(OPERATOR);
    const opened = await open(await rig.link(toAnswer(OPERATOR, view)), as);
    expect(opened.json()).toMatchObject({ scope: 'signIn', numberId: NUMBER });
    expect(opened.headers['set-cookie']).toBeUndefined();
    const [second, first] = await rig.records.audit({ limit: 2 });
    expect([first?.act, second?.act]).toEqual(['link.opened', 'link.opened']);
    expect([first, second].map((row) => row !== undefined && sessionIdOf(row) !== undefined)).toEqual([true, false]);
  });

  it('that was opened stands in the audit with the browser, and its session can be ended by what stands there', async () => {
    const view = await rig.put(enterCode, { numberId: NUMBER });
    const token = await rig.link(toAnswer(OPERATOR, view));
    const headers = {
      'user-agent': 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36',
    };
    const opened = await rig.ask({ method: 'POST', url: '/api/open', payload: { token }, headers });
    const as = {
      cookie: String(opened.headers['set-cookie']).split(';')[0] ?? '',
      csrf: opened.json<{ csrf: string }>().csrf,
    };
    const [row] = await rig.records.audit({ limit: 1 });
    expect(row).toMatchObject({
      actor: `tg:${OPERATOR}`,
      act: 'link.opened',
      detail: 'Chrome on Android',
      numberId: NUMBER,
    });
    expect(JSON.stringify(row)).not.toContain(token);
    expect((await rig.ask({ url: '/api/me', as })).statusCode).toBe(200);
    await endSession(rig.records, row === undefined ? '' : (sessionIdOf(row) ?? ''));
    expect((await rig.ask({ url: '/api/me', as })).json()).toMatchObject({ status: 401, code: 'NOT_SIGNED_IN' });
  });

  it('and the cookie it gave stand in no line of the log', async () => {
    const token = await rig.link({ kind: 'signIn', userId: OPERATOR });
    const opened = await open(token);
    await open(token);
    const secret = /latchkey=([\w-]{22})/u.exec(String(opened.headers['set-cookie']))?.[1] ?? '';
    expect(secret).not.toBe('');
    const lines = rig.log.join('');
    expect(lines).toContain('/api/open');
    for (const each of [token, secret, opened.json<{ csrf: string }>().csrf]) expect(lines).not.toContain(each);
  });
});
