import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageAct } from '../../tools/demo/page/page-act.ts';
import { type PageServer, startPageServer } from '../../tools/demo/page/page-server.ts';
import type { PageState } from '../../tools/demo/page/page-state.ts';

const acts: PageAct[] = [];
let page: PageServer;
let origin: string;

beforeAll(async () => {
  page = await startPageServer({
    state: () => state,
    act: async (act) => {
      acts.push(act);
      return { toast: 'done' };
    },
    consoleLink: async () => 'http://127.0.0.1:1/open#token',
  });
  ({ origin } = new URL(page.url));
});
afterAll(async () => {
  await page.close();
});

const state: PageState = {
  nowMs: 0,
  chat: { messages: [], keys: [], commands: [] },
  accounts: [],
  parts: { worker: 'up', temporal: 'up', bot: 'up', console: 'up' },
  cutting: false,
  hint: { text: 'Here' },
  score: { signedIn: 0, codesSent: 0, askedTwice: 0, broken: { workers: 0, temporal: 0, connections: 0 } },
};

async function post(headers: Record<string, string>, body: unknown = { kind: 'killWorker' }, url = `${page.url}act`) {
  return await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** fetch does not let anybody choose the Host. */
async function statusWithHost(host: string): Promise<number | undefined> {
  return await new Promise((resolve, reject) => {
    request(page.url, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end();
  });
}

describe('the server of the demo page', () => {
  it('serves a page that may talk to nobody else', async () => {
    const answer = await fetch(page.url);
    expect(await answer.text()).toContain('<title>Latchkey');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/u);
  });

  it('sends the whole state to whoever listens', async () => {
    const answer = await fetch(`${page.url}state`);
    const reader = answer.body?.getReader();
    const read: { value?: unknown } = (await reader?.read()) ?? {};
    expect(Buffer.from(read.value instanceof Uint8Array ? read.value : []).toString()).toContain('"text":"Here"');
    await reader?.cancel();
  });

  it('does what the page asks for', async () => {
    const answer = await post({ origin, 'content-type': 'application/json' });
    expect(await answer.json()).toEqual({ toast: 'done' });
    expect(acts).toEqual([{ kind: 'killWorker' }]);
  });

  it.each([
    { what: 'another page', from: 'http://127.0.0.1:1', type: 'application/json' },
    { what: 'no page', from: undefined, type: 'application/json' },
    { what: 'a form', from: 'itself', type: 'text/plain' },
  ])('refuses acts of $what', async ({ from, type }) => {
    const before = acts.length;
    const sender = from === undefined ? {} : { origin: from === 'itself' ? origin : from };
    expect((await post({ ...sender, 'content-type': type })).status).toBe(403);
    expect(acts).toHaveLength(before);
  });

  it('sends whoever asks for the console there', async () => {
    const { status, headers } = await fetch(`${page.url}console`, { redirect: 'manual' });
    expect({ status, to: headers.get('location') }).toEqual({ status: 303, to: 'http://127.0.0.1:1/open#token' });
    expect((await fetch(`${origin}/console`, { redirect: 'manual' })).status).toBe(404);
  });

  it('refuses acts that it does not know', async () => {
    const answer = await post({ origin, 'content-type': 'application/json' }, { kind: 'killEverything' });
    expect(answer.status).toBe(400);
  });

  it('knows nothing without the key, and nothing under another name', async () => {
    const headers = { origin, 'content-type': 'application/json' };
    expect((await fetch(`${origin}/`)).status).toBe(404);
    expect((await post(headers, undefined, `${origin}/act`)).status).toBe(404);
    expect(await statusWithHost('rebound.example.org')).toBe(404);
    expect(await statusWithHost(new URL(page.url).host)).toBe(200);
  });
});
