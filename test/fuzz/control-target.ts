import { request } from 'node:http';
import fc from 'fast-check';
import { FindingError, type OpenTarget } from './target.ts';

const REQUESTS_PER_BATCH = 40;
const PATIENCE_MS = 5_000;

/** Few numbers, so that what grows in the sandbox is a leak and not its accounts. */
const phone = fc.oneof(
  fc.integer({ min: 4915100000000, max: 4915100000020 }).map(String),
  fc.constantFrom('+1', '%2B49151', '%', '%00', '..', ' ', 'ΩΩ', 'x'.repeat(3_000)),
);
const path = fc.oneof(
  fc
    .tuple(phone, fc.constantFrom('', '/inbox', '/posted-in-chat', '/none'))
    .map(([name, rest]) => `/accounts/${name}${rest}`),
  fc.constantFrom(
    '/',
    '/accounts',
    '/calls',
    '/faults',
    '/faults/release',
    '/connections',
    '/settings',
    '/restart',
    '//',
    '/a/b/c/d',
  ),
  fc.string({ maxLength: 40 }).map((text) => `/${text}`),
);
const query = fc.oneof(
  fc.constant(''),
  fc.constantFrom('?count=1', '?afterSeq=-1', '?method=auth.sendCode&phone=x', '?count=1e99', '?%=%', '?a=b&a=c'),
  // Never without a limit: waiting is what this request is for.
  fc.constantFrom('?timeoutMs=1', '?timeoutMs=-1', '?timeoutMs=x', '?timeoutMs=0'),
);

/** What scenarios, faults and settings are made of, with values that do not belong there. */
const value: fc.Arbitrary<unknown> = fc.oneof(
  { depthSize: 'small', maxDepth: 3 },
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    0,
    -1,
    1e308,
    2 ** 53,
    '',
    null,
    [],
    {},
    true,
    'App',
    'Sms',
    'auth.sendCode',
    'x'.repeat(5_000),
  ),
);
const known = fc.dictionary(
  fc.constantFrom(
    'deliveries',
    'code',
    'codeLifetimeSeconds',
    'password2fa',
    'homeDc',
    'floodWaitSeconds',
    'errors',
    'user',
    'unoccupied',
    'loginsPerDay',
    'earlyResend',
    'forget',
    '__proto__',
    'constructor',
  ),
  value,
  { maxKeys: 5 },
);
const delivery = fc.record({
  type: fc.constantFrom('App', 'Sms', 'Call', 'FlashCall', 'EmailCode', 'None'),
  timeoutSeconds: value,
});
const fault = fc.record({
  action: fc.constantFrom('dropBefore', 'dropAfter', 'delay', 'error', 'holdReply'),
  method: fc.constantFrom('auth.signUp', 'x', ''),
  delayMs: value,
  code: value,
  message: value,
});
const body = fc.oneof(
  fc.constant(''),
  known.map((object) => JSON.stringify(object)),
  fc.array(delivery, { maxLength: 4 }).map((deliveries) => JSON.stringify({ deliveries })),
  fc.array(fault, { maxLength: 4 }).map((faults) => JSON.stringify(faults)),
  value.map((any) => JSON.stringify(any) ?? ''),
  fc.string({ maxLength: 100 }),
  fc
    .nat(20_000)
    .map((length) => JSON.stringify(Array.from({ length }, (_, at) => ({ action: 'dropBefore', method: `a.${at}` })))),
  fc.constantFrom('['.repeat(50_000), '{"a":'.repeat(20_000), `"${'x'.repeat(2 ** 20)}"`, '\u0000'),
);
const requests = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'PATCH', 'POST', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE'),
  path,
  query,
  body,
});

/** The control port: each request is answered, and never with the sandbox's own fault. */
export const openControlTarget: OpenTarget = ({ controlUrl }) => ({
  fire: async (seed) => {
    const batch = fc.sample(requests, { seed, numRuns: REQUESTS_PER_BATCH });
    await Promise.all(
      batch.map(async (each) => {
        const status = await ask(controlUrl, each);
        if (typeof status === 'number' && status < 500) return;
        throw new FindingError(
          `${each.method} ${each.path}${each.query} was answered with ${status}: ${each.body.slice(0, 300)}`,
        );
      }),
    );
    await ask(controlUrl, { method: 'DELETE', path: '/faults', query: '', body: '' });
    await ask(controlUrl, { method: 'POST', path: '/faults/release', query: '', body: '' });
  },
  close: () => undefined,
});

async function ask(
  controlUrl: string,
  { method, path: target, query: more, body: text }: { method: string; path: string; query: string; body: string },
): Promise<number | string> {
  const { hostname, port } = new URL(controlUrl);
  return await new Promise((resolve) => {
    const headers = text === '' ? {} : { 'content-type': 'application/json' };
    const sent = request({ hostname, port, method, path: inAscii(`${target}${more}`), headers }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 'no status'));
    });
    sent.setTimeout(PATIENCE_MS, () => {
      resolve('nothing in 5 s');
      sent.destroy();
    });
    sent.once('error', (error) => resolve(wasCut(error) ? 413 : error.message));
    sent.end(text);
  });
}

/** Node writes nothing else into a request line; a lone % stays, as some client may send it. */
function inAscii(target: string): string {
  return target.replaceAll(/[^!-~]/gu, (letter) => encodeURIComponent(letter.isWellFormed() ? letter : '\ufffd'));
}

/** A body over the limit may be cut off while it is sent. */
function wasCut(error: Error): boolean {
  return 'code' in error && (error.code === 'EPIPE' || error.code === 'ECONNRESET');
}
