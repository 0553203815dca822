import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStage, type Stage } from '../../tools/stage/open-stage.ts';
import { ADMIN } from './console-stage.ts';
import { freePort } from '../../tools/stage/free-port.ts';

const program = join(import.meta.dirname, '../../bin/latchkey.ts');
let stage: Stage;
let env: Record<string, string>;
let url: string;

beforeAll(async () => {
  stage = await openStage();
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const operators = join(stage.home, 'operators');
  writeFileSync(operators, `${ADMIN}:admin\n`);
  env = { ...stage.env, LATCHKEY_WEB_LISTEN: `127.0.0.1:${port}`, LATCHKEY_OPERATORS_FILE: operators };
});
afterAll(async () => {
  await stage.close();
});

it('latchkey web serves operators until it is told to stop, and lives before Temporal does', async () => {
  await stage.temporal.stop();
  const web = spawn(process.execPath, [program, 'web'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(web, 'exit');
  let said = '';
  const hear = (text: Buffer) => (said += text.toString());
  for (const stream of [web.stdout, web.stderr]) stream.on('data', hear);
  const status = async (path: string) =>
    await fetch(`${url}${path}`).then(
      (answer) => answer.status,
      () => 0,
    );
  await expect.poll(() => status('/livez'), { timeout: 20_000 }).toBe(200);
  expect(await status('/readyz')).toBe(503);

  const link = await latchkeyLink(String(ADMIN));
  expect(link).toMatch(new RegExp(`^${url}/open#[\\w-]{22}$`, 'u'));
  const opened = await fetch(`${url}/api/open`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ token: new URL(link).hash.slice(1) }),
  });
  expect(await opened.json()).toMatchObject({ userId: ADMIN, role: 'admin' });
  const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const events = await fetch(`${url}/api/events`, { headers: { cookie } });
  const reader = events.body?.getReader();
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe(':\n\n');

  rmSync(env['LATCHKEY_OPERATORS_FILE'] ?? '');
  expect((await fetch(`${url}/api/me`, { headers: { cookie } })).status).toBe(403);
  await expect(latchkeyLink(String(ADMIN))).rejects.toThrow('LATCHKEY_OPERATORS_FILE');
  web.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(said).toContain(`The console listens for ${url}`);
  expect(said).not.toContain(new URL(link).hash.slice(1));
});

async function latchkeyLink(userId: string): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, 'link', userId], { env });
  expect(stderr).toContain('It works once, for 10 minutes.');
  return stdout.trim();
}
