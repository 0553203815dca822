import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { GramJsClient, getSelfRequest, sendCodeRequest, signInRequest } from './gramjs-client.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  const bot = { id: 7, username: 'keys_bot', firstName: 'Keys' };
  const users = [{ id: 1, firstName: 'Ada' }];
  sandbox = await startSandbox({ dcs: [{ id: 2 }], controlPort: 0, botApi: { token: '7:made-up', bot, users } });
});
afterAll(() => sandbox.close());

interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function ask(request: string, body?: unknown): Promise<Reply> {
  const [method = 'GET', path = '/'] = request.split(' ');
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const init = body === undefined ? { method } : { method, body: text };
  const response = await fetch(`${sandbox.controlUrl ?? ''}${path}`, init);
  return { status: response.status, body: z.record(z.string(), z.unknown()).parse(await response.json()) };
}

test('scripts an account and shows what its owner received and what was called', async () => {
  const put = await ask('PUT /accounts/+9996621111', { code: '54321' });
  expect(put).toMatchObject({ status: 200, body: { phone: '9996621111', liveCodes: 0 } });
  const waiting = ask('GET /calls/wait?method=auth.sendCode&phone=9996621111&count=1&timeoutMs=5000');
  const client = await GramJsClient.connect(sandbox);
  await client.sendCode('+9996621111');
  expect((await waiting).body).toMatchObject({ reached: true, calls: [{ outcome: 'ok', dc: 2 }] });
  const inbox = await ask('GET /accounts/9996621111/inbox');
  expect(inbox.body).toMatchObject({ inbox: [{ kind: 'app', code: '54321' }] });
  const calls = await ask('GET /calls');
  expect(calls.body['counts']).toEqual({ '': { 'help.getConfig': 1 }, '9996621111': { 'auth.sendCode': 1 } });
  expect((await ask('GET /connections')).body).toMatchObject({ open: 1, peak: 1 });
  expect((await ask('POST /accounts/9996621111/posted-in-chat')).body).toEqual({ voidedCodes: 1 });
  expect((await ask('GET /accounts/9996621111')).body).toMatchObject({ liveCodes: 0 });
  await client.close();
});

test('counts are of the calls that the filter lets through', async () => {
  await ask('PUT /accounts/9996622222', {});
  const client = await GramJsClient.connect(sandbox);
  const known = z.object({ calls: z.array(z.object({ seq: z.number() })) }).parse((await ask('GET /calls')).body);
  const afterSeq = known.calls.at(-1)?.seq ?? 0;
  await client.sendCode('+9996622222');
  const counts = async (query: string): Promise<unknown> => (await ask(`GET /calls?${query}`)).body['counts'];
  expect(await counts('phone=9996622222')).toEqual({ '9996622222': { 'auth.sendCode': 1 } });
  expect(await counts('phone=9996622222&method=auth.signIn')).toEqual({});
  expect(await counts('method=auth.sendCode')).toEqual({
    '9996621111': { 'auth.sendCode': 1 },
    '9996622222': { 'auth.sendCode': 1 },
  });
  expect(await counts(`afterSeq=${afterSeq}`)).toEqual({ '9996622222': { 'auth.sendCode': 1 } });
  for (const written of ['+9996622222', '%2B9996622222', '%2B999%20662-2222'])
    expect(await counts(`phone=${written}`)).toEqual({ '9996622222': { 'auth.sendCode': 1 } });
  await client.close();
});

test('what can be got can be asked about by HEAD, and events do not keep it waiting', async () => {
  const head = async (path: string): Promise<[status: number, type: string | null, body: string]> => {
    const response = await fetch(`${sandbox.controlUrl ?? ''}${path}`, { method: 'HEAD' });
    return [response.status, response.headers.get('content-type'), await response.text()];
  };
  expect(await head('/accounts')).toEqual([200, 'application/json', '']);
  expect(await head('/bot/users/1/toasts')).toEqual([200, 'application/json', '']);
  expect(await head('/bot/events')).toEqual([200, 'text/event-stream', '']);
  expect((await head('/faults/release'))[0]).toBe(404);
});

test('a number that is deleted is no number any more, and its sign-in has ended', async () => {
  await ask('PUT /accounts/9996623333', {});
  const client = await GramJsClient.connect(sandbox);
  const { phoneCodeHash } = await client.sendCode('+9996623333');
  const code = sandbox.control.inbox('9996623333')[0]?.code ?? '';
  await client.send(signInRequest('+9996623333', phoneCodeHash, code));
  expect((await ask('DELETE /accounts/+9996623333')).body).toEqual({ forgotten: '9996623333' });
  for (const path of ['', '/inbox']) expect((await ask(`GET /accounts/9996623333${path}`)).status).toBe(404);
  expect(await client.errorOf(getSelfRequest())).toBe('AUTH_KEY_UNREGISTERED');
  expect(await client.errorOf(sendCodeRequest('+9996623333'))).toBe('PHONE_NUMBER_INVALID');
  expect((await ask('GET /calls?phone=9996623333')).body['counts']).toMatchObject({
    '9996623333': { 'auth.signIn': 1 },
  });
  await ask('PUT /accounts/9996623333', {});
  expect((await ask('GET /accounts/9996623333')).body).toMatchObject({ authorizations: [], liveCodes: 0 });
  await client.close();
});

test('a wait that is not fulfilled says so', async () => {
  const { body } = await ask('GET /calls/wait?method=auth.logOut&timeoutMs=20');
  expect(body).toEqual({ reached: false, calls: [] });
});

test('sets, shows and clears faults', async () => {
  const fault = { action: 'dropBefore', method: 'auth.signIn', nth: 2 };
  expect((await ask('PUT /faults', [fault])).body).toEqual({ faults: [fault] });
  expect((await ask('PUT /faults', { faults: [fault, fault] })).body['faults']).toHaveLength(2);
  expect((await ask('GET /faults')).body).toMatchObject({ faults: [fault, fault], held: [] });
  expect((await ask('DELETE /faults')).body).toEqual({ faults: [] });
  expect((await ask('POST /faults/release')).body).toEqual({ released: 0 });
});

test('changes settings and restarts', async () => {
  const changed = await ask('PATCH /settings', { earlyResend: 'serve' });
  expect(changed.body).toMatchObject({ earlyResend: 'serve', secondSendCode: 'voidsOldHash' });
  expect((await ask('PATCH /settings', { earlyResend: 'refuse' })).status).toBe(200);
  expect((await ask('POST /restart', { forget: 'keys' })).body).toEqual({ restarted: true });
});

/** Node's own client: fetch names the host itself. */
function statusFor(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(sandbox.controlUrl ?? '', { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.once('error', reject).end();
  });
}

test.each([
  'evil.example',
  'evil.example:80',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
  '10.0.0.1',
  'x@localhost',
])('a request for the host %s is refused', async (host) => {
  expect(await statusFor(host)).toBe(403);
});

test.each(['localhost', 'LOCALHOST:1', '127.0.0.1', '127.0.0.1:9', '[::1]', '[::1]:80'])(
  'a request for the host %s is answered',
  async (host) => {
    expect(await statusFor(host)).toBe(200);
  },
);

test.each([
  ['https://evil.example', 403],
  ['http://localhost.evil.example', 403],
  ['http://127.0.0.1@evil.example', 403],
  ['null', 403],
  ['http://localhost:8080', 200],
  ['http://127.0.0.1:8080', 200],
])('a page of %s that posts is answered %i', async (origin, status) => {
  const answered = await fetch(`${sandbox.controlUrl}/faults/release`, { method: 'POST', headers: { origin } });
  expect(answered.status).toBe(status);
});

test.each([
  ['PATCH /settings', { idleSeconds: 2_147_483 }, { idleSeconds: 2_147_484 }],
  [
    'PUT /faults',
    [{ action: 'delay', method: 'auth.sendCode', delayMs: 2 ** 31 - 1 }],
    [{ action: 'delay', method: 'auth.sendCode', delayMs: 2 ** 31 }],
  ],
  [
    'PUT /faults',
    [{ action: 'holdReply', method: 'auth.sendCode', delayMs: 2 ** 31 - 1 }],
    [{ action: 'holdReply', method: 'auth.sendCode', delayMs: 2 ** 31 }],
  ],
])('%s takes a time as long as timers can be, and none longer', async (path, longest, longer) => {
  expect((await ask(path, longest)).status).toBe(200);
  expect((await ask(path, longer)).body['error']).toContain('Too big');
  await ask('PATCH /settings', { idleSeconds: 900 });
  await ask('DELETE /faults');
});

test.each([
  ['PUT /accounts/12', {}, 400, 'A phone number has 7 to 15 digits'],
  ['PUT /accounts/9996621111', { delivery: [] }, 400, 'Unrecognized key: "delivery"'],
  ['PUT /accounts/9996621111', { delivery: [] }, 400, 'Valid keys: deliveries, code, codeLifetimeSeconds'],
  [
    'PUT /accounts/9996621111',
    { password2fa: { pass: 'a', word: 'b' } },
    400,
    'Valid keys: password, hint, hasRecovery',
  ],
  ['PUT /faults', [{ action: 'dropBefore', at: 1 }], 400, 'Valid keys: '],
  ['PATCH /settings', { early: 'serve' }, 400, 'Valid keys: '],
  ['PUT /accounts/9996621111', { deliveries: [{ type: 'Fax' }] }, 400, 'deliveries[0]'],
  ['PUT /accounts/9996621111', { deliveries: [{ type: 'App' }, { type: 'App' }] }, 400, 'set nextType'],
  ['PUT /accounts/9996621111', { code: 'abc' }, 400, 'A code of digits alone'],
  ['PUT /accounts/9996621111', { deliveries: [{ type: 'Sms', code: 'abc' }] }, 400, 'A code of digits alone'],
  [
    'PUT /accounts/9996621111',
    { deliveries: [{ type: 'SmsWord', beginning: 'a', code: 'zebra' }] },
    400,
    'The code must begin with `beginning`\n  → at deliveries[0].code',
  ],
  [
    'PUT /accounts/9996621111',
    { deliveries: [{ type: 'SmsPhrase', beginning: 'red', code: 'blue apple' }] },
    400,
    'The code must begin with `beginning`',
  ],
  ['PUT /accounts/9996621111', { user: { id: 2 ** 40 } }, 400, 'user.id'],
  ['PUT /accounts/9996621111', '{"code": ', 400, 'The body is not JSON'],
  ['PUT /accounts/9996621111', [], 400, 'must be a JSON object'],
  ['GET /accounts/9996629999', undefined, 404, 'No scenario for this number'],
  [
    'PUT /faults',
    [{ action: 'dropBefore', method: 'sendCode' }],
    400,
    "'sendCode' is not a method name. Did you mean auth.sendCode",
  ],
  ['PUT /faults', [{ action: 'dropBefore', method: 'auth.sendcode' }], 400, 'Did you mean auth.sendCode'],
  ['PUT /faults', [{ action: 'dropBefore', method: 'auth.signin' }], 400, 'Did you mean auth.signIn'],
  ['PUT /accounts/9996621111', { floodWaitSeconds: { 'auth.sendCod': 3 } }, 400, 'Did you mean auth.sendCode'],
  [
    'PUT /accounts/9996621111',
    { errors: [{ method: 'auth.singIn', code: 400, message: 'X' }] },
    400,
    'Did you mean auth.signIn',
  ],
  [
    'PUT /accounts/9996621111',
    { homeDc: 4 },
    400,
    'No data centre 4 runs here for homeDc, only 2. Start the sandbox with --dcs 2,4.',
  ],
  ['PATCH /accounts/9996621111', { homeDc: 4 }, 400, 'No data centre 4 runs here'],
  ['GET /calls?method=auth.sendcode', undefined, 400, 'Did you mean auth.sendCode'],
  ['GET /calls?phone=garbage', undefined, 400, 'A phone number has 7 to 15 digits'],
  ['GET /calls?phone=12', undefined, 400, 'A phone number has 7 to 15 digits'],
  ['GET /calls/wait?phone=x9996621111', undefined, 400, 'A phone number has 7 to 15 digits'],
  ['PUT /faults', [{ action: 'dropBefore', method: 'auth.signIn', phone: 'x' }], 400, 'A phone number has 7 to 15'],
  ['GET /calls?count=1', undefined, 400, 'Valid keys: method, phone, afterSeq'],
  ['GET /calls/wait?method=auth.sendcode', undefined, 400, 'Did you mean auth.sendCode'],
  ['GET /calls/wait', undefined, 400, 'Say which calls to wait for: method, phone, or afterSeq'],
  ['DELETE /accounts/9996629999', undefined, 404, 'No scenario for this number'],
  ['PUT /faults', { fault: [] }, 400, 'must be a JSON list'],
  ['PATCH /settings', { earlyResend: 'maybe' }, 400, 'earlyResend'],
  ['POST /restart', { forget: 'all' }, 400, 'forget'],
  ['GET /calls/wait?count=-1', undefined, 400, 'count'],
  ['DELETE /everything', undefined, 404, 'GET / lists all'],
])('refuses %s %j with a sentence', async (request, body, status, sentence) => {
  const reply = await ask(request, body);
  expect(reply.status).toBe(status);
  expect(reply.body['error']).toContain(sentence);
});
