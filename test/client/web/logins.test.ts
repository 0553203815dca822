import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoginView, Step } from '../../../domain/login-view.ts';
import { allSteps } from '../views.ts';
import { ADMIN, type ConsoleRig, consoleRig, enterCode, type Identity, NUMBER, OPERATOR } from './console-rig.ts';

let rig: ConsoleRig;
let as: Identity;
beforeEach(async () => {
  rig = await consoleRig();
  as = await rig.signIn(ADMIN);
});
afterEach(() => rig.close());

const signedIn: Step = { kind: 'signedIn', account: { userId: '7', firstName: 'Ana' }, dcId: 2 };
const at = (n: number) => ({ numberId: `${n}`.padStart(20, '0'), loginId: `l${n}`, label: `Support ${n}` });
const list = async (query = '') => {
  const answer = await rig.ask({ url: `/api/logins${query}`, as });
  const { logins, total } = answer.json<{ logins: { view: LoginView }[]; total: number }>();
  return { labels: logins.map(({ view }) => view.label), total };
};

describe('sign-ins over HTTP', () => {
  it('are listed by how they stand, the last change first, in pages', async () => {
    await rig.put(enterCode, at(1));
    rig.clock.nowMs += 1;
    await rig.put({ kind: 'checkingCode' }, at(2));
    rig.clock.nowMs += 1;
    await rig.put(signedIn, { ...at(3), ended: true });
    rig.clock.nowMs += 1;
    await rig.put({ kind: 'cancelled', reason: 'person' }, { ...at(4), ended: true });
    expect(await list()).toEqual({ labels: ['Support 4', 'Support 3', 'Support 2', 'Support 1'], total: 4 });
    expect(await list('?state=waiting')).toEqual({ labels: ['Support 1'], total: 1 });
    expect(await list('?state=running')).toEqual({ labels: ['Support 2', 'Support 1'], total: 2 });
    expect(await list('?state=signedIn')).toEqual({ labels: ['Support 3'], total: 1 });
    expect(await list('?state=ended')).toEqual({ labels: ['Support 4'], total: 1 });
    expect(await list('?size=3&page=2')).toEqual({ labels: ['Support 1'], total: 4 });
  });

  it('are told apart from what fails alike: many newest starts without a code', async () => {
    const without: Step = { ...(enterCode as Extract<Step, { kind: 'enterCode' }>), advice: 'signInOnPhoneFirst' };
    const alike = async () => (await rig.ask({ url: `/api/logins/${at(1).numberId}/alike`, as })).json<object>();
    const startedAtMs = Date.now() - 60_000;
    for (const n of [1, 2, 3, 4]) await rig.put(without, { ...at(n), startedAtMs });
    expect(await alike()).toEqual({});
    await rig.put(without, { ...at(5), startedAtMs });
    expect(await alike()).toEqual({ alike: { count: 5, sinceMs: startedAtMs } });
  });

  it('are shown at every step, whole', async () => {
    for (const [n, step] of allSteps(1_000_000).entries()) {
      const view = await rig.put(step, { numberId: NUMBER, version: n });
      const shown = await rig.ask({ url: `/api/logins/${NUMBER}`, as });
      expect(shown.statusCode, shown.body).toBe(200);
      expect(shown.json<{ view: LoginView }>().view).toEqual(view);
    }
    expect((await rig.ask({ url: `/api/logins/${at(9).numberId}`, as })).json<{ code: string }>().code).toBe(
      'NO_LOGIN',
    );
  });

  it('written by another version are shown as such, and keep no others from being shown', async () => {
    const { triesLeft: _, ...lacking } = enterCode as Extract<Step, { kind: 'enterCode' }>;
    await rig.put(enterCode, at(1));
    await rig.put({ kind: 'askedByPost' } as never, at(2));
    await rig.put(lacking as never, at(3));
    await rig.put(signedIn, { ...at(4), ended: true });
    const rows = async (query: string) => {
      const { logins, unreadable, total } = (await rig.ask({ url: `/api/logins${query}`, as })).json();
      return [logins, unreadable].map((each: unknown[]) => each.length).concat(total as number);
    };
    expect(await rows('')).toEqual([2, 2, 4]);
    expect(await rows('?state=waiting')).toEqual([1, 2, 3]);
    expect(await rows('?state=signedIn')).toEqual([1, 0, 1]);
    const { unreadable } = (await rig.ask({ url: '/api/logins', as })).json<{ unreadable: object[] }>();
    const known = { numberId: at(2).numberId, loginId: 'l2', label: 'Support 2', phoneTail: '4607', ended: false };
    expect(unreadable).toContainEqual({ ...known, updatedAtMs: rig.clock.nowMs });
    for (const n of [2, 3]) {
      const one = await rig.ask({ url: `/api/logins/${at(n).numberId}`, as });
      expect(one.json()).toMatchObject({ status: 500, code: 'VIEW_UNREADABLE' });
      const command = { method: 'POST', url: `/api/logins/${at(n).numberId}/cancel`, payload: {}, as } as const;
      expect((await rig.ask(command)).json()).toMatchObject({ code: 'VIEW_UNREADABLE' });
    }
  });

  it('take what a person does, in that person’s name', async () => {
    await rig.put(enterCode, { numberId: NUMBER });
    const proof = { srpId: '1', a: `${'A'.repeat(342)}==`, m1: `${'A'.repeat(43)}=` };
    const post = (path: string, payload: object) => rig.ask({ method: 'POST', url: `/api/logins${path}`, payload, as });
    const stepId = 'a-login/2';
    const answers = [
      await post('', { numberId: NUMBER, again: true }),
      await post(`/${NUMBER}/code`, { stepId, code: '12 345' }),
      await post(`/${NUMBER}/resend`, { stepId }),
      await post(`/${NUMBER}/restart`, { stepId }),
      await post(`/${NUMBER}/later`, { stepId }),
      await post(`/${NUMBER}/no-code`, { stepId, openOnDevice: false }),
      await post(`/${NUMBER}/cancel`, {}),
      await post(`/${NUMBER}/entry`, { stepId }),
      await post(`/${NUMBER}/password/challenge`, { stepId }),
      await post(`/${NUMBER}/password/proof`, { stepId, proof }),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200, 200, 200, 202, 200, 200]);
    expect(new Set(rig.asked.map(({ actor }) => actor))).toEqual(new Set([`tg:${ADMIN}`]));
    expect(rig.asked.map(({ method, args }) => [method, ...args.filter((arg) => typeof arg !== 'object')])).toEqual([
      ['start', NUMBER],
      ['enterCode', NUMBER, stepId, '12 345'],
      ['resend', NUMBER, stepId],
      ['restart', NUMBER, stepId],
      ['later', NUMBER, stepId, undefined],
      ['noCode', NUMBER, stepId, false],
      ['cancel', NUMBER],
      ['openEntry', NUMBER, stepId],
      ['passwordChallenge', NUMBER, stepId],
      ['passwordProof', NUMBER, stepId],
    ]);
    expect(rig.log.join('')).not.toContain('12 345');
  });

  it('begin again with a reason for an admin alone', async () => {
    const operator = await rig.signIn(OPERATOR);
    const post = (who: typeof as, payload: object) =>
      rig.ask({ method: 'POST', url: '/api/logins', payload: { numberId: NUMBER, ...payload }, as: who });
    await rig.put(enterCode, { numberId: NUMBER });
    expect((await post(operator, { reason: 'because' })).json()).toMatchObject({ status: 403, code: 'ROLE_TOO_LOW' });
    expect((await post(as, { reason: ' ' })).statusCode).toBe(400);
    expect((await post(as, { reason: 'x'.repeat(201) })).statusCode).toBe(400);
    expect((await post(as, { reason: ' The owner asked. ' })).statusCode).toBe(200);
    expect(rig.asked.map(({ actor, args }) => [actor, args[1]])).toMatchObject([
      [`tg:${ADMIN}`, { reason: 'The owner asked.' }],
    ]);
  });

  it('take an appointment as an instant and the zone that it was named in, and nothing else', async () => {
    await rig.put(enterCode, { numberId: NUMBER });
    const ask = (payload: object) => rig.ask({ method: 'POST', url: `/api/logins/${NUMBER}/later`, payload, as });
    const stepId = 'a-login/2';
    const until = '2026-12-01T09:00:00+01:00';
    expect((await ask({ stepId, until, timeZone: 'Europe/Berlin' })).statusCode).toBe(200);
    expect(rig.asked[0]?.args[2]).toEqual({ untilMs: Date.parse(until), timeZone: 'Europe/Berlin' });
    for (const wrong of [{ until: 'tomorrow' }, { until: '2026-12-01T09:00:00' }, { until, timeZone: 'Mars/Base' }]) {
      expect((await ask({ stepId, ...wrong })).statusCode).toBe(400);
    }
  });

  it('take a proof of a password and have no way to be given the password', async () => {
    const url = `/api/logins/${NUMBER}/password/proof`;
    const given = [{ password: 'secret' }, { proof: 'secret' }, { proof: { srpId: '1', a: 'secret', m1: 'secret' } }];
    for (const each of given) {
      const refused = await rig.ask({ method: 'POST', url, payload: { stepId: 's', ...each }, as });
      expect(refused.statusCode).toBe(400);
      expect(refused.body).not.toContain('secret');
    }
    expect(rig.asked).toEqual([]);
  });

  it('repeat nothing under the same key, which is another one for each operator and each command', async () => {
    await rig.put(enterCode, { numberId: NUMBER });
    const headers = { 'idempotency-key': 'a-key-of-the-caller' };
    const other = await rig.signIn(OPERATOR);
    for (const [who, name] of [
      [as, 'resend'],
      [as, 'resend'],
      [as, 'restart'],
      [other, 'resend'],
    ] as const) {
      await rig.ask({
        method: 'POST',
        url: `/api/logins/${NUMBER}/${name}`,
        payload: { stepId: 's' },
        as: who,
        headers,
      });
    }
    const ids = rig.asked.map(({ args }) => (args.at(-1) as { requestId: string }).requestId);
    expect(ids[0]).toBe(ids[1]);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[\w-]{43}$/u);
  });

  it('that nobody answers in time are told to go on, not to have failed', async () => {
    const slow = await consoleRig({
      limits: { answerMs: 20 },
      logins: () =>
        ({
          resend: (_number: string, _step: string, { signal }: { signal: AbortSignal }) =>
            new Promise((_resolve, reject) => {
              signal.addEventListener('abort', () => reject(signal.reason as Error));
            }),
        }) as never,
    });
    await slow.put(enterCode, { numberId: NUMBER });
    const url = `/api/logins/${NUMBER}/resend`;
    const answer = await slow.ask({ method: 'POST', url, payload: { stepId: 's' }, as: await slow.signIn(ADMIN) });
    expect(answer.json()).toMatchObject({ status: 504, code: 'NO_ANSWER_YET' });
    await slow.close();
  });
});

describe('numbers and audit over HTTP', () => {
  it('never show a whole number', async () => {
    const { numberId } = await rig.records.enrol({
      phone: '+4915112345678',
      label: 'Support',
      owner: 'Ana',
      actor: 'cli:ana',
    });
    const numbers = await rig.ask({ url: '/api/numbers', as });
    expect(numbers.json<{ numbers: unknown[] }>().numbers).toEqual([
      {
        numberId,
        label: 'Support',
        owner: 'Ana',
        phoneTail: '5678',
        enrolledBy: 'cli:ana',
        enrolledAtMs: rig.clock.nowMs,
        sessionsKept: 0,
        sendsUsed: 0,
        sendsPerDay: 4,
        nextSendInMs: 0,
      },
    ]);
    const audit = await rig.ask({ url: '/api/audit', as });
    expect(audit.json<{ rows: unknown[] }>().rows).toContainEqual({
      atMs: rig.clock.nowMs,
      actor: 'cli:ana',
      act: 'numbers.add',
      numberId,
      label: 'Support',
      phoneTail: '5678',
    });
    expect(audit.json<{ rows: unknown[] }>().rows).toHaveLength(2);
    for (const { body } of [numbers, audit]) expect(body).not.toContain('12345678');
  });
});
