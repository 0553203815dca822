import type { LoginView } from '../../../domain/login-view.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SESSION_LIFETIME_MS } from '../../../client/access/console-sessions.ts';
import {
  ADMIN,
  type ConsoleRig,
  consoleRig,
  enterCode,
  NUMBER,
  OPERATOR,
  OTHER_NUMBER,
  toAnswer,
  VIEWER,
} from './console-rig.ts';

let rig: ConsoleRig;
beforeEach(async () => {
  rig = await consoleRig();
});
afterEach(() => rig.close());

const code = (answer: { json: () => { code?: string } }) => answer.json().code;
const cancel = (numberId: string) => ({ method: 'POST', url: `/api/logins/${numberId}/cancel`, payload: {} }) as const;

describe('a request', () => {
  it.each([
    'evil.example',
    'console.example.evil.example',
    '169.254.169.254',
    'console.example:8080',
    'console.example.',
  ])('to the name "%s" is refused', async (host) => {
    expect(code(await rig.ask({ url: '/api/me', headers: { host } }))).toBe('HOST_UNKNOWN');
    expect((await rig.ask({ url: '/open', headers: { host } })).statusCode).toBe(421);
  });

  it.each(['localhost:8787', '127.0.0.1:1', '[::1]:9'])('to this machine by "%s" is answered', async (host) => {
    expect((await rig.ask({ url: '/livez', headers: { host } })).statusCode).toBe(200);
  });

  it('of a probe is answered by whatever name', async () => {
    const headers = { host: '10.0.0.5:8787' };
    expect((await rig.ask({ url: '/livez', headers })).statusCode).toBe(200);
    expect((await rig.ask({ url: '/readyz', headers })).statusCode).toBe(200);
  });

  it.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another name of the same site', { origin: 'https://other.console.example', 'sec-fetch-site': 'same-site' }],
    ['a frame without a name', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['nowhere', { origin: '' }],
    ['another port of this machine', { host: 'localhost:8787', origin: 'http://localhost:1234' }],
    ['another site that says it is ours', { 'sec-fetch-site': 'cross-site' }],
  ])('that changes something and comes from %s is refused', async (_what, headers) => {
    await rig.put(enterCode, { numberId: NUMBER });
    const as = await rig.signIn(ADMIN);
    expect(code(await rig.ask({ ...cancel(NUMBER), as, headers }))).toBe('CROSS_SITE');
    expect(rig.asked).toEqual([]);
  });

  it('that changes something needs the token of its session', async () => {
    const as = await rig.signIn(ADMIN);
    const other = await rig.signIn(ADMIN);
    const [numberId] = [NUMBER];
    for (const csrf of ['', 'x', other.csrf]) {
      expect(code(await rig.ask({ ...cancel(numberId), as: { ...as, csrf } }))).toBe('CSRF_TOKEN_WRONG');
    }
    expect((await rig.ask({ ...cancel(numberId), as })).statusCode).not.toBe(403);
  });

  it('of another site’s form or script cannot be read as JSON, nor its answer by others', async () => {
    const as = await rig.signIn(ADMIN);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const sent = await rig.ask({ ...cancel(NUMBER), as, payload: '{}', headers: { 'content-type': type } });
      expect(sent.json()).toMatchObject({ status: 415, code: 'MEDIA_TYPE_UNKNOWN' });
    }
    const headers = { 'content-type': 'text/plain' };
    const out = await rig.ask({ method: 'POST', url: '/api/sign-out', as, payload: '{}', headers });
    expect(out.statusCode).toBe(415);
    const look = await rig.ask({ url: '/api/logins', as, headers: { 'sec-fetch-site': 'cross-site' } });
    expect(code(look)).toBe('CROSS_SITE');
    expect(look.headers['access-control-allow-origin']).toBeUndefined();
    for (const url of ['/%61pi/logins', '/api/%6cogins', '/livez%3f/../api/logins']) {
      const disguised = await rig.ask({ url, as, headers: { 'sec-fetch-site': 'cross-site' } });
      expect(code(disguised)).toBe('CROSS_SITE');
    }
  });

  it('without a session is told how to get one', async () => {
    for (const url of [
      '/api/me',
      '/api/logins',
      '/api/numbers',
      '/api/audit',
      '/api/events',
      `/api/logins/${NUMBER}`,
    ]) {
      const refused = (await rig.ask({ url })).json<{ detail: string }>();
      expect(refused).toMatchObject({ status: 401, code: 'NOT_SIGNED_IN' });
      expect(refused.detail).toContain('/login');
    }
  });

  it('with a cookie that was made up, or that is over, has no session', async () => {
    const as = await rig.signIn(ADMIN);
    const forged = { ...as, cookie: `__Host-latchkey=${'A'.repeat(22)}` };
    expect(code(await rig.ask({ url: '/api/me', as: forged }))).toBe('NOT_SIGNED_IN');
    rig.clock.nowMs += SESSION_LIFETIME_MS.signIn;
    expect(code(await rig.ask({ url: '/api/me', as }))).toBe('NOT_SIGNED_IN');
  });

  it('with the cookie of an operator who was removed, stolen or not, is refused from then on', async () => {
    const requests = ['/api/me', '/api/logins', '/api/audit', '/api/events'].map((url) => ({ url }));
    const all = await Promise.all(
      [...requests, cancel(NUMBER)].map(async (each) => [each, await rig.signIn(ADMIN)] as const),
    );
    for (const [, as] of all) expect((await rig.ask({ url: '/api/logins', as })).statusCode).toBe(200);
    rig.operators.delete(ADMIN);
    for (const [request, as] of all) {
      const refused = await rig.ask({ ...request, as });
      expect(code(refused)).toBe('NOT_AN_OPERATOR');
      expect(String(refused.headers['set-cookie'])).toContain('Max-Age=0');
      expect(code(await rig.ask({ ...request, as }))).toBe('NOT_SIGNED_IN');
    }
  });

  it('with a cookie from before its operator was removed stays refused when they are put back', async () => {
    const [as, other] = [await rig.signIn(ADMIN), await rig.signIn(OPERATOR)];
    rig.operators.delete(ADMIN);
    expect(code(await rig.ask({ url: '/api/me', as }))).toBe('NOT_AN_OPERATOR');
    rig.operators.set(ADMIN, 'admin');
    expect(code(await rig.ask({ url: '/api/me', as }))).toBe('NOT_SIGNED_IN');
    expect((await rig.ask({ url: '/api/me', as: other })).statusCode).toBe(200);
    expect((await rig.ask({ url: '/api/me', as: await rig.signIn(ADMIN) })).statusCode).toBe(200);
  });

  it('after signing out finds the session ended, whoever has the cookie', async () => {
    const as = await rig.signIn(ADMIN);
    const out = await rig.ask({ method: 'POST', url: '/api/sign-out', as, payload: {} });
    expect(out.statusCode).toBe(204);
    expect(String(out.headers['set-cookie'])).toContain('Max-Age=0');
    expect(code(await rig.ask({ url: '/api/me', as }))).toBe('NOT_SIGNED_IN');
  });

  it('does what the role allows as it stands now', async () => {
    await rig.put(enterCode, { numberId: NUMBER });
    const as = await rig.signIn(VIEWER);
    expect((await rig.ask({ url: '/api/logins', as })).statusCode).toBe(200);
    expect(code(await rig.ask({ ...cancel(NUMBER), as }))).toBe('ROLE_TOO_LOW');
    expect(code(await rig.ask({ url: '/api/audit', as }))).toBe('ROLE_TOO_LOW');
    rig.operators.set(VIEWER, 'admin');
    expect((await rig.ask({ ...cancel(NUMBER), as })).statusCode).toBe(200);
    expect((await rig.ask({ url: '/api/audit', as })).statusCode).toBe(200);
  });

  it('by a link to answer reaches that sign-in and nothing else, for half an hour', async () => {
    const view = await rig.put(enterCode, { numberId: NUMBER });
    await rig.put(enterCode, { numberId: OTHER_NUMBER, loginId: 'other' });
    const as = await rig.enter(toAnswer(OPERATOR, view));
    expect((await rig.ask({ url: `/api/logins/${NUMBER}`, as })).statusCode).toBe(200);
    expect((await rig.ask({ ...cancel(NUMBER), as })).statusCode).toBe(200);
    const urls = [`/api/logins/${OTHER_NUMBER}`, '/api/logins', '/api/numbers', '/api/events'];
    for (const url of [...urls, `/api/logins/${OTHER_NUMBER}/events`]) {
      expect(code(await rig.ask({ url, as }))).toBe('OUT_OF_SCOPE');
    }
    expect(code(await rig.ask({ ...cancel(OTHER_NUMBER), as }))).toBe('OUT_OF_SCOPE');
    const start = { method: 'POST', url: '/api/logins', payload: { numberId: NUMBER }, as } as const;
    expect(code(await rig.ask(start))).toBe('OUT_OF_SCOPE');
    await rig.put(enterCode, { numberId: NUMBER, loginId: 'the-next' });
    expect(code(await rig.ask({ ...cancel(NUMBER), as }))).toBe('LOGIN_ENDED');
    expect((await rig.ask({ url: `/api/logins/${NUMBER}`, as })).json<{ view: LoginView }>().view.loginId).toBe(
      view.loginId,
    );
    rig.clock.nowMs += SESSION_LIFETIME_MS.answer;
    expect(code(await rig.ask({ url: '/api/me', as }))).toBe('NOT_SIGNED_IN');
  });

  it('is told nothing by answers about who may keep, frame or follow them', async () => {
    const { headers, body: page } = await rig.ask({ url: '/open' });
    const policy = String(headers['content-security-policy']);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'strict-transport-security': expect.stringContaining('max-age=31536000'),
    });
    expect(headers['x-frame-options']).toBeUndefined();
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('frame-ancestors https://web.telegram.org');
    expect(policy).toMatch(/script-src 'nonce-[\da-f]{32}'(?:;|$)/u);
    expect(policy).not.toContain('unsafe');
    const worker = /data-worker="([^"]+)"/u.exec(page)?.[1] ?? '';
    expect((await rig.ask({ url: worker })).headers['content-security-policy']).toBe("default-src 'none'");
    const again = await rig.ask({ url: '/open' });
    expect(again.headers['content-security-policy']).not.toBe(policy);
  });

  it('too many of which come is asked to wait: opening links sooner than the rest', async () => {
    const few = await consoleRig({ limits: { openPerAddress: 2, perOperator: 4, perAddress: 20 } });
    const wrong = { method: 'POST', url: '/api/open', payload: { token: 'A'.repeat(22) } } as const;
    await few.ask(wrong);
    const as = await few.signIn(ADMIN);
    const refused = await few.ask(wrong);
    expect(refused.json()).toMatchObject({ status: 429, code: 'TOO_MANY_REQUESTS' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    const answers: number[] = [];
    for (let i = 0; i < 6; i += 1) answers.push((await few.ask({ url: '/api/me', as })).statusCode);
    expect(answers).toEqual([200, 200, 200, 200, 429, 429]);
    for (let i = 0; i < 20; i += 1) answers.push((await few.ask({ url: '/livez' })).statusCode);
    expect(answers.at(-1)).toBe(429);
    await few.close();
  });
});
