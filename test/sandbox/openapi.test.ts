import { afterAll, beforeAll, expect, test } from 'vitest';
import { Api } from 'telegram/tl/index.js';
import { z } from 'zod';
import { routeNotes } from '../../sandbox/control/route-notes.ts';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { GramJsClient, signInRequest } from './gramjs-client.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ dcs: [{ id: 2 }], controlPort: 0 });
});
afterAll(() => sandbox.close());

async function get(path: string): Promise<unknown> {
  return (await fetch(`${sandbox.controlUrl ?? ''}${path}`)).json();
}

const documentSchema = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ summary: z.string().min(1), operationId: z.string() })),
  ),
  servers: z.array(z.unknown()),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

test('the OpenAPI document has the requests of the control port, no more and no fewer', async () => {
  const { requests } = z.object({ requests: z.array(z.string()) }).parse(await get('/'));
  const { paths } = documentSchema.parse(await get('/openapi.json'));
  const described = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map(
      (method) =>
        `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, (_all, part: string) => part.toUpperCase())}`,
    ),
  );
  expect(described.toSorted()).toEqual(requests.toSorted());
});

test('a query is described by what its texts stand for, and only where it is taken', async () => {
  const { paths } = documentSchema.parse(await get('/openapi.json'));
  expect(JSON.stringify(paths['/calls']?.['get']?.['parameters'])).not.toMatch(/count|timeoutMs/);
  expect(paths['/calls/wait']?.['get']?.['parameters']).toContainEqual({
    name: 'count',
    in: 'query',
    required: false,
    schema: { type: 'integer', exclusiveMinimum: 0, maximum: Number.MAX_SAFE_INTEGER },
  });
});

test('requests have names to call them by, fields say what they are, and the document says where it is served', async () => {
  const { paths, servers } = documentSchema.parse(await get('/openapi.json'));
  const names = Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(
    expect.arrayContaining([
      'getStart',
      'putAccount',
      'getAccounts',
      'getAccountInbox',
      'postAccountPostedInChat',
      'postFaultsRelease',
      'postBotChatMessagePress',
    ]),
  );
  const documented = (path: string, method: string): string => JSON.stringify(paths[path]?.[method]);
  const homeDc = '"description":"auth.sendCode anywhere else answers 303 PHONE_MIGRATE_X."';
  expect(documented('/accounts/{phone}', 'put')).toContain(homeDc);
  expect(documented('/accounts/{phone}', 'patch')).toContain(homeDc);
  expect(documented('/settings', 'patch')).toContain('"description":"Whether answers carry `timeout` at all."');
  expect(documented('/calls', 'get')).toContain('"description":"Only calls with a greater `seq`."');
  expect(documented('/faults', 'put')).toContain('"description":"Only calls of this number."');
  expect(servers).toMatchObject([{ url: 'http://127.0.0.1:{port}', variables: { port: { default: '4440' } } }]);
});

test('a body is described by the schema that it is checked with', async () => {
  const { paths } = documentSchema.parse(await get('/openapi.json'));
  expect(JSON.stringify(paths['/accounts/{phone}']?.['put']?.['requestBody'])).toContain('"deliveries"');
  expect(JSON.stringify(paths['/faults']?.['put']?.['requestBody'])).toContain('"dropBefore"');
});

/** Every request once, in an order in which each has something to tell; PHONE is signed in from the third on. */
const requests: [name: string, query?: string, body?: object][] = [
  ['GET /'],
  ['GET /openapi.json'],
  ['GET /accounts'],
  ['GET /accounts/PHONE'],
  ['GET /accounts/PHONE/inbox'],
  ['POST /accounts/PHONE/posted-in-chat'],
  ['POST /accounts/PHONE/scan', '', { link: 'LINK' }],
  ['GET /calls'],
  ['GET /calls/wait', '?method=auth.signIn'],
  [
    'PUT /faults',
    '',
    [
      { action: 'delay', method: 'auth.signIn', delayMs: 1, phone: '+9996624444' },
      { action: 'forge', what: 'nonce' },
    ],
  ],
  ['GET /faults'],
  ['DELETE /faults'],
  ['POST /faults/release'],
  ['GET /connections'],
  ['PATCH /settings', '', { earlyResend: 'serve' }],
  ['GET /settings'],
  ['POST /restart'],
  ['PATCH /accounts/PHONE', '', { password2fa: { password: 'x' }, homeDc: 2, deliveries: [{ type: 'EmailCode' }] }],
  ['PUT /accounts/PHONE', '', { floodWaitSeconds: { 'auth.signIn': 1 } }],
  ['DELETE /accounts/PHONE'],
];

test('every request answers what its description says and nothing besides', async () => {
  const phone = '9996624444';
  sandbox.control.putAccount(phone);
  const client = await GramJsClient.connect(sandbox);
  const { phoneCodeHash } = await client.sendCode(phone);
  await client.send(signInRequest(phone, phoneCodeHash, sandbox.control.inbox(phone)[0]?.code ?? ''));
  const waiting = await GramJsClient.connect(sandbox);
  const shown = await waiting.send(new Api.auth.ExportLoginToken({ apiId: 1, apiHash: 'a', exceptIds: [] }));
  const token = shown instanceof Api.auth.LoginToken ? shown.token.toString('base64url') : '';
  expect(requests.map(([name]) => name).toSorted()).toEqual(Object.keys(routeNotes).toSorted());
  for (const [name, query = '', body] of requests) {
    const [method = '', path = ''] = name.split(' ');
    const address = `${sandbox.controlUrl ?? ''}${path.replace('PHONE', phone)}${query}`;
    const response = await fetch(address, {
      method,
      ...(body && { body: JSON.stringify(body).replace('LINK', `tg://login?token=${token}`) }),
    });
    const answer: unknown = await response.json();
    expect(response.status, JSON.stringify(answer)).toBe(200);
    // Equal, for a schema with defaults would fill in what is missing.
    expect(routeNotes[name]?.answer.parse(answer), name).toEqual(answer);
  }
  await client.close();
  await waiting.close();
});

test('an answer is described by the schema that the test above holds it against', async () => {
  const { paths, components } = documentSchema.parse(await get('/openapi.json'));
  const described = Object.values(paths).flatMap((operations) => Object.values(operations));
  for (const { responses } of described) expect(JSON.stringify(responses)).not.toContain('"schema":{}');
  expect(JSON.stringify(paths['/accounts']?.['get']?.['responses'])).toContain('"#/components/schemas/Account"');
  expect(JSON.stringify(components.schemas['Account'])).toContain('"authorizations"');
  const references = [...JSON.stringify({ paths, components }).matchAll(/"#\/components\/schemas\/(\w+)"/g)];
  for (const [, name = ''] of references) expect(Object.keys(components.schemas)).toContain(name);
});
