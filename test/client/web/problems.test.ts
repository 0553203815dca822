import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';
import { VaultError } from '../../../vault/vault-error.ts';
import { LoginClientError } from '../../../client/login-client-error.ts';
import * as texts from '../../../client/texts/texts.ts';
import { problem } from '../../../client/web/problem.ts';
import { ADMIN, type ConsoleRig, consoleRig, enterCode, NUMBER } from './console-rig.ts';

let rig: ConsoleRig;
afterEach(() => rig.close());

const failing = async (error: Error) => {
  rig = await consoleRig({
    logins: () => {
      throw error;
    },
  });
  await rig.put(enterCode, { numberId: NUMBER });
  const as = await rig.signIn(ADMIN);
  return await rig.ask({ method: 'POST', url: `/api/logins/${NUMBER}/cancel`, payload: {}, as });
};

it.each([
  ['an error that nobody knows', new Error('the secret is hunter2'), 500, 'INTERNAL'],
  ['one of the vault', new VaultError('VAULT_LOCKED', 'the secret is hunter2'), 503, 'RECORDS_UNREACHABLE'],
  ['one of Temporal', new LoginClientError('TEMPORAL_FAILED', 'the secret is hunter2'), 502, 'TEMPORAL_FAILED'],
  ['one that ends a sign-in', new LoginClientError('LOGIN_ENDED', 'the secret is hunter2'), 409, 'LOGIN_ENDED'],
])('%s is told in words of our own', async (_what, error, status, code) => {
  const answer = await failing(error);
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/u);
  expect(answer.json()).toEqual(problem(code as keyof typeof texts.console.problems));
  expect(answer.body).not.toContain('hunter2');
});

it('what does not fit names its place and repeats nothing', async () => {
  rig = await consoleRig();
  const as = await rig.signIn(ADMIN);
  const url = `/api/logins/${NUMBER}/code`;
  const answer = await rig.ask({ method: 'POST', url, payload: { stepId: '', code: 12_345, more: 1 }, as });
  expect(answer.json()).toMatchObject({
    status: 400,
    code: 'BAD_REQUEST',
    invalid: ['body/stepId', 'body/code', 'body'],
  });
  expect(answer.body).not.toContain('12345');
  const broken = await rig.ask({
    method: 'POST',
    url,
    payload: '{"code": hunter2',
    headers: { 'content-type': 'application/json' },
    as,
  });
  expect(broken.json()).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  expect(broken.body).not.toContain('hunter2');
  const large = await rig.ask({ method: 'POST', url, payload: { stepId: 'x'.repeat(20_000) }, as });
  expect(large.json()).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE' });
  const nowhere = await rig.ask({ url: '/api/nowhere', as });
  expect(nowhere.json()).toEqual(problem('NOT_FOUND'));
});

it.each([
  ['is no encoding', '/api/%zz?hunter2'],
  ['is no encoding, of a page', '/%E0%A4%A'],
  ['has no path', 'hunter2'],
  ['is longer than any', `/logins/${'hunter2'.repeat(100)}/x`],
  ['names a number of thousands of signs', `/api/logins/${'hunter2'.repeat(1_000)}`],
])('an address that %s is answered like any other', async (_what, address) => {
  rig = await consoleRig();
  await rig.app.listen({ host: '127.0.0.1', port: 0 });
  const answer = await rawAnswer(`GET ${address} HTTP/1.1\r\nhost: console.example\r\nconnection: close\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1.1 40[04] /u);
  expect(answer).toContain('content-type: application/problem+json');
  expect(answer).toContain('cache-control: no-store');
  expect(answer).toContain('"code":"');
  expect(`${answer}${rig.log.join('')}`).not.toContain('hunter2');
});

it.each([
  ['no HTTP', 'hunter2\r\n\r\n', 400],
  ['more headers than fit', `GET / HTTP/1.1\r\nx: ${'hunter2'.repeat(5_000)}\r\n\r\n`, 431],
])('what is %s is answered with a problem, and not logged', async (_what, sent, status) => {
  rig = await consoleRig();
  await rig.app.listen({ host: '127.0.0.1', port: 0 });
  const answer = await rawAnswer(sent);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `, 'u'));
  expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toEqual({ ...problem('BAD_REQUEST'), status });
  expect(rig.log.join('')).toContain('No HTTP request');
  expect(rig.log.join('')).not.toMatch(/hunter2|rawPacket/u);
});

async function rawAnswer(sent: string): Promise<string> {
  const { port } = rig.app.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  socket.write(sent);
  return await text(socket);
}

it('each problem has a sentence of what happened and one of what to do', async () => {
  rig = await consoleRig();
  for (const { title, detail } of Object.values(texts.console.problems)) {
    expect(title).toMatch(/^[A-Z][^.!]+$/u);
    expect(detail).toMatch(/^[A-Z].+\.$|\/\w+\.$/u);
  }
});

it('an address where nothing is shows a page to a browser, and a problem to a program', async () => {
  rig = await consoleRig();
  const accept = 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8';
  const page = await rig.ask({ url: '/logins/no/such-page', headers: { accept } });
  expect(page.statusCode).toBe(404);
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(page.body).toContain('<main id="page"');
  for (const [url, headers] of [
    ['/logins/no/such-page', {}],
    ['/api/nowhere', { accept }],
  ] as const) {
    expect((await rig.ask({ url, headers })).json()).toEqual(problem('NOT_FOUND'));
  }
});

it('the process lives at once, and is ready when Temporal and the records answer', async () => {
  let isReady = false;
  rig = await consoleRig({
    checkReady: async () => {
      if (!isReady) throw new Error('the secret is hunter2');
    },
  });
  expect((await rig.ask({ url: '/livez' })).json()).toEqual({ status: 'ok' });
  const unready = await rig.ask({ url: '/readyz' });
  expect([unready.statusCode, unready.json()]).toEqual([503, { status: 'unavailable' }]);
  isReady = true;
  expect((await rig.ask({ url: '/readyz' })).statusCode).toBe(200);
});
