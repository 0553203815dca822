import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANNA, BEA, type ChatRig, openChatRig, OPS, TOKEN } from './chat-rig.ts';

const entry = join(import.meta.dirname, '../../bin/latchkey.ts');
let rig: ChatRig;

beforeAll(async () => {
  rig = await openChatRig();
  await rig.bot().stop();
});
afterAll(async () => {
  await rig.close();
});

function run(args: string[], env: Record<string, string>): { child: ChildProcess; said: () => string } {
  const child = spawn(process.execPath, [entry, ...args], { env: { ...rig.stage.env, ...env }, stdio: 'pipe' });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => said.push(data.toString()));
  return { child, said: () => said.join('') };
}

describe('latchkey bot', () => {
  it('says what is missing and ends', async () => {
    const { child, said } = run(['bot'], {});
    const [code] = await once(child, 'exit');
    expect(code).toBe(1);
    expect(said()).toContain('BOT_TOKEN is not set');
  });

  it('says that the Bot API does not know its token, and not which', async () => {
    const env = { BOT_TOKEN: '4607001:AAH-another_token_00000000000000000', BOT_API_ROOT: rig.api.url };
    const { child, said } = run(['bot'], env);
    await once(child, 'exit');
    expect(said()).toContain('The Bot API does not know BOT_TOKEN');
    expect(said()).not.toContain('another_token');
  });

  it('answers, is seen by the doctor, and makes room for another of its token', async () => {
    const env = {
      BOT_TOKEN: TOKEN,
      BOT_API_ROOT: rig.api.url,
      LATCHKEY_OPERATORS: `${ANNA}:admin`,
      LATCHKEY_OPS_CHAT: String(OPS),
    };
    const { child, said } = run(['bot'], env);
    await expect.poll(said, { timeout: 30_000 }).toContain('The bot is ready');
    rig.api.chats.say(ANNA, ANNA, '/whoami');
    await rig.shown(ANNA, /role admin/u);
    expect(rig.api.chats.commands().length).toBe(2);
    const doctor = run(['doctor'], env);
    await once(doctor.child, 'exit');
    expect(doctor.said()).toMatch(/ok {7}bot: @latchkey_test_bot/u);
    expect(doctor.said()).toMatch(/ok {7}bot process: \d seen lately, the last one \d+ s ago/u);
    expect(doctor.said()).toMatch(/warning {2}links: LATCHKEY_PUBLIC_URL is not set/u);
    const other = run(['bot'], env);
    await once(child, 'exit');
    expect(said()).toContain('Another process asks for the updates of this bot');
    await expect.poll(other.said, { timeout: 30_000 }).toContain('The bot is ready');
    other.child.kill('SIGTERM');
    const [code] = await once(other.child, 'exit');
    expect(code).toBe(0);
  });

  it('runs with everything else by latchkey start, where it is configured, and rests alone when another has its token', async () => {
    const home = await mkdtemp(join(tmpdir(), 'latchkey-start-'));
    const env = {
      LATCHKEY_HOME: home,
      BOT_TOKEN: TOKEN,
      BOT_API_ROOT: rig.api.url,
      LATCHKEY_OPERATORS: `${BEA}:admin`,
    };
    const { child, said } = run(['start'], env);
    const ended = once(child, 'exit');
    try {
      await expect.poll(said, { timeout: 60_000 }).toContain('The bot is ready');
      await expect.poll(said, { timeout: 60_000 }).toContain('The login worker is ready');
      expect(said()).toContain('Bot: runs.\nConsole: does not run. Set LATCHKEY_PUBLIC_URL for it.\n');
      expect(said()).toContain('LATCHKEY_PUBLIC_URL is not set, so the bot gives no links');
      expect(said()).not.toContain('Nobody is an operator');
      rig.api.chats.say(BEA, BEA, '/whoami');
      await rig.shown(BEA, /role admin/u);
      const rival = run(['bot'], env);
      await expect.poll(said, { timeout: 30_000 }).toContain('The bot rests for 15 s');
      // Whoever runs alone ends when the other comes back.
      await once(rival.child, 'exit');
      expect(rival.said()).toContain('Another process asks for the updates of this bot');
      const asked = rig.api.chats.say(BEA, BEA, '/whoami');
      await rig.shown(BEA, ({ id, text }) => id > asked && text.includes('role admin'));
      expect(child.exitCode).toBeNull();
    } finally {
      child.kill('SIGTERM');
      const [code] = await ended;
      expect(code).toBe(0);
      await rm(home, { recursive: true, force: true });
    }
  });

  it('and the console are not set up by halves: what latchkey start cannot run with, it says before it starts anything', async () => {
    const home = await mkdtemp(join(tmpdir(), 'latchkey-start-'));
    const env = {
      LATCHKEY_HOME: home,
      LATCHKEY_PUBLIC_URL: 'https://latchkey.example.org',
      LATCHKEY_OPERATORS: 'anna',
    };
    for (const odd of [{}, { LATCHKEY_OPERATORS: '4607:admin', LATCHKEY_WEB_LISTEN: 'nowhere' }]) {
      const { child, said } = run(['start'], { ...env, ...odd });
      const [code] = await once(child, 'exit');
      expect(code).toBe(1);
      expect(said()).toMatch(/LATCHKEY_(OPERATORS|WEB_LISTEN)/u);
      expect(await readdir(home)).toEqual([]);
    }
    await rm(home, { recursive: true, force: true });
  });
});
