import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sessionIdOf, endSession } from '../../../client/access/console-sessions.ts';
import {
  ADMIN,
  type ConsoleRig,
  consoleRig,
  enterCode,
  type Identity,
  NUMBER,
  OPERATOR,
  OTHER_NUMBER,
  toAnswer,
} from './console-rig.ts';
import { type Events, readEvents } from './event-reader.ts';

let rig: ConsoleRig;
let url: string;
const opened: Events[] = [];

beforeEach(async () => {
  rig = await consoleRig({ limits: { pollMs: 20, recheckMs: 50, streamsPerOperator: 3 } });
  await rig.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(rig.app.server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  for (const events of opened.splice(0)) events.close();
  await rig.close();
});

/** Over loopback, where the cookie has another name. */
const loopback = ({ cookie }: Identity) => ({ cookie: cookie.replace('__Host-', '') });
const follow = async (path: string, as: Identity, headers: Record<string, string> = {}) => {
  const events = await readEvents(`${url}${path}`, { ...loopback(as), ...headers });
  opened.push(events);
  return events;
};
const seen = async (events: Events) => {
  const { event, data } = await events.next();
  return [event, data.view?.loginId, data.view?.version];
};

describe('a stream of events', () => {
  it('tells what changes from now on, of all sign-ins or of one number', async () => {
    await rig.put(enterCode, { numberId: NUMBER, loginId: 'a', version: 1 });
    const as = await rig.signIn(ADMIN);
    const all = await follow('/api/events', as);
    const one = await follow(`/api/logins/${OTHER_NUMBER}/events`, as);
    await rig.put({ kind: 'checkingCode' }, { numberId: NUMBER, loginId: 'a', version: 2 });
    await rig.put(enterCode, { numberId: OTHER_NUMBER, loginId: 'b', version: 1 });
    expect(await seen(all)).toEqual(['view', 'a', 2]);
    expect(await seen(all)).toEqual(['view', 'b', 1]);
    expect(await seen(one)).toEqual(['view', 'b', 1]);
  });

  it('begins where the list ended, and goes on where a browser was cut off', async () => {
    const as = await rig.signIn(ADMIN);
    await rig.put(enterCode, { loginId: 'a', version: 1 });
    const { change } = (await rig.ask({ url: '/api/logins', as })).json();
    await rig.put({ kind: 'checkingCode' }, { loginId: 'a', version: 2 });
    const first = await follow(`/api/events?after=${change}`, as);
    const { id = '', data } = await first.next();
    expect(data.view?.version).toBe(2);
    first.close();
    await rig.put({ kind: 'closing' }, { loginId: 'a', version: 3 });
    await rig.put(enterCode, { loginId: 'b', version: 1 });
    const again = await follow(`/api/events?after=${change}`, as, { 'last-event-id': id });
    expect(await seen(again)).toEqual(['view', 'a', 3]);
    expect(await seen(again)).toEqual(['view', 'b', 1]);
    await rig.put({ kind: 'closing' }, { loginId: 'b', version: 2 });
    expect(await seen(again)).toEqual(['view', 'b', 2]);
  });

  it('misses nothing of what changes while it begins', async () => {
    const as = await rig.signIn(ADMIN);
    const { change } = (await rig.ask({ url: '/api/logins', as })).json();
    const writing = (async () => {
      for (let n = 0; n < 300; n += 1) await rig.put(enterCode, { loginId: `l${n}`, version: 1 });
    })();
    const events = await follow(`/api/events?after=${change}`, as);
    await writing;
    const found = new Set<string | undefined>();
    while (found.size < 300) found.add((await events.next()).data.view?.loginId);
    expect(found.has('l0') && found.has('l299')).toBe(true);
  });

  it('tells of a sign-in that another version wrote, and goes on', async () => {
    const as = await rig.signIn(ADMIN);
    await rig.put({ kind: 'askedByPost' } as never, { loginId: 'a' });
    await rig.put({ kind: 'enterPassword' } as never, { loginId: 'b' });
    await rig.put(enterCode, { loginId: 'c', version: 1 });
    const caughtUp = await follow('/api/events?after=0', as);
    for (const loginId of ['a', 'b']) {
      const { event, data } = await caughtUp.next();
      expect([event, data]).toEqual(['unreadable', expect.objectContaining({ loginId, label: 'Support' })]);
    }
    expect(await seen(caughtUp)).toEqual(['view', 'c', 1]);
    await rig.put({ kind: 'askedByPost' } as never, { loginId: 'd' });
    expect((await caughtUp.next()).event).toBe('unreadable');
  });

  it('of thousands of changes that were missed reaches its end, while others are answered', async () => {
    const COUNT = 5_000;
    for (let n = 1; n <= COUNT; n += 1) await rig.put(enterCode, { loginId: `l${n}`, version: 1 });
    const as = await rig.signIn(ADMIN);
    const events = await follow('/api/events?after=0', as);
    let answeredMeanwhile = 0;
    let isRead = false;
    const asking = (async () => {
      for (; !isRead; answeredMeanwhile += 1) await (await fetch(`${url}/livez`)).text();
    })();
    const ids: number[] = [];
    while (ids.length < COUNT) ids.push(Number((await events.next()).id));
    isRead = true;
    await asking;
    expect(ids).toEqual(Array.from({ length: COUNT }, (_, index) => index + 1));
    expect(answeredMeanwhile).toBeGreaterThan(10);
    await rig.put(enterCode, { loginId: 'new', version: 1 });
    expect(await seen(events)).toEqual(['view', 'new', 1]);
  });

  it('by a link to answer carries its own sign-in alone', async () => {
    const view = await rig.put(enterCode, { numberId: NUMBER, loginId: 'a', version: 1 });
    const events = await follow(`/api/logins/${NUMBER}/events`, await rig.enter(toAnswer(OPERATOR, view)));
    await rig.put(enterCode, { numberId: NUMBER, loginId: 'b', version: 1 });
    await rig.put({ kind: 'closing' }, { numberId: NUMBER, loginId: 'a', version: 2 });
    expect(await seen(events)).toEqual(['view', 'a', 2]);
  });

  it('by a link whose browser opens another one ends without a word: the browser comes back with its new cookie', async () => {
    const view = await rig.put(enterCode, { numberId: NUMBER, loginId: 'a', version: 1 });
    const other = await rig.put(enterCode, { numberId: OTHER_NUMBER, loginId: 'b', version: 1 });
    const as = await rig.enter(toAnswer(OPERATOR, view));
    const events = await follow(`/api/logins/${NUMBER}/events`, as);
    const token = await rig.link(toAnswer(OPERATOR, other));
    const opening = await rig.ask({ method: 'POST', url: '/api/open', payload: { token }, as });
    expect(await events.ended()).toBe(true);
    const cookie = String(opening.headers['set-cookie']).split(';')[0] ?? '';
    const again = await follow(`/api/logins/${NUMBER}/events`, { ...as, cookie });
    await rig.put({ kind: 'closing' }, { numberId: NUMBER, loginId: 'a', version: 2 });
    expect(await seen(again)).toEqual(['view', 'a', 2]);
  });

  it('ends at once with the first event after its operator was removed', async () => {
    const slow = await consoleRig({ limits: { pollMs: 20, recheckMs: 60_000 } });
    await slow.app.listen({ host: '127.0.0.1', port: 0 });
    const at = `http://127.0.0.1:${(slow.app.server.address() as AddressInfo).port}`;
    const events = await readEvents(`${at}/api/events`, loopback(await slow.signIn(ADMIN)));
    slow.operators.delete(ADMIN);
    await slow.put(enterCode);
    const { event, data } = await events.next();
    expect([event, data.code, data.view]).toEqual(['end', 'NOT_AN_OPERATOR', undefined]);
    expect(await events.ended()).toBe(true);
    await slow.close();
  });

  it('ends without any event when its operator was removed or its session ended', async () => {
    const as = await rig.signIn(ADMIN);
    const first = await follow('/api/events', as);
    const second = await follow('/api/events', await rig.signIn(OPERATOR));
    rig.operators.delete(ADMIN);
    expect((await first.next()).data.code).toBe('NOT_AN_OPERATOR');
    const rows = await rig.records.audit({ limit: 10 });
    const row = rows.find(({ actor }) => actor === `tg:${OPERATOR}`);
    await endSession(rig.records, row === undefined ? '' : (sessionIdOf(row) ?? ''));
    expect((await second.next()).data.code).toBe('NOT_SIGNED_IN');
    expect([await first.ended(), await second.ended()]).toEqual([true, true]);
    rig.operators.set(ADMIN, 'admin');
    await expect(follow('/api/events', as)).rejects.toThrow('NOT_SIGNED_IN');
  });

  it('is one of few for each operator, and makes room when it is left', async () => {
    const as = await rig.signIn(ADMIN);
    for (let n = 0; n < 3; n += 1) await follow('/api/events', as);
    await expect(follow('/api/events', as)).rejects.toThrow('TOO_MANY_STREAMS');
    opened[0]?.close();
    await expect
      .poll(() =>
        follow('/api/events', as).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
  });

  it('is not opened by a HEAD', async () => {
    const as = await rig.signIn(ADMIN);
    for (const path of ['/api/events', `/api/logins/${NUMBER}/events`]) {
      const answer = await fetch(`${url}${path}`, { method: 'HEAD', headers: loopback(as) });
      expect(answer.status).toBe(404);
    }
  });

  it('ends with the console', async () => {
    const events = await follow('/api/events', await rig.signIn(ADMIN));
    await rig.app.close();
    expect(await events.ended()).toBe(true);
  });
});
