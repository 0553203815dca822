import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { playDemo, processesWith, runDemo } from './demo-runs.ts';

let temporary: string;
let env: NodeJS.ProcessEnv;

beforeEach(async () => {
  temporary = await realpath(await mkdtemp(join(tmpdir(), 'latchkey-demo-test-')));
  env = { ...process.env, TMPDIR: temporary, NO_COLOR: '1' };
});

afterEach(async () => {
  await rm(temporary, { recursive: true, force: true });
});

async function whatIsLeft(): Promise<string[]> {
  return [...processesWith(temporary), ...(await readdir(temporary))];
}

function lastLine(text: string): unknown {
  return JSON.parse(text.trim().split('\n').at(-1) ?? '');
}

describe('the arguments of the demo', () => {
  it('needs a terminal to be played at one, and says what to do without one', async () => {
    const { code, stdout, stderr } = await runDemo(['--terminal'], { env });
    expect(stderr).toBe(
      'The demo is played at a terminal, and this is none: run "npm run demo -- --auto" to watch it without a person.\n',
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('explains itself with --help', async () => {
    const { code, stdout } = await runDemo(['--help'], { env });
    expect(stdout).toContain('npm run demo -- --auto');
    expect(code).toBe(0);
  });

  it('refuses an argument that it does not know', async () => {
    const { code, stderr } = await runDemo(['--auto', '--fast'], { env });
    expect(stderr).toContain('The demo does not know "--fast".\n\nUsage:');
    expect(code).toBe(2);
  });
});

describe('the demo without a person', () => {
  it('plays the main job, whatever Temporal and Telegram the environment names', async () => {
    const real = { TEMPORAL_ADDRESS: '127.0.0.1:1', TELEGRAM_DC: '2@127.0.0.1:1', LATCHKEY_VAULT: 'sqlite:/dev/null' };
    const { code, stdout } = await runDemo(['--auto'], { env: { ...env, ...real } });
    expect(stdout.split('\n')[0]).toContain('This is not Telegram');
    expect(lastLine(stdout)).toMatchObject({ ok: true, calls: { sendCode: 1, resendCode: 1 }, workerRestarts: 2 });
    expect(code).toBe(0);
    expect(await whatIsLeft()).toEqual([]);
  });

  it.each([
    { signal: 'SIGINT', exitCode: 130, until: 'Starting the Temporal server' },
    { signal: 'SIGTERM', exitCode: 143, until: 'keeps its reply back' },
  ] as const)('leaves nothing behind on $signal', async ({ signal, exitCode, until }) => {
    const { code, stdout } = await runDemo(['--auto'], { env, until, signal });
    expect(lastLine(stdout)).toEqual({ ok: false, stoppedBy: signal });
    expect(code).toBe(exitCode);
    expect(await whatIsLeft()).toEqual([]);
  });

  it('says what failed, on the screen and in its last line', async () => {
    const { code, stdout, stderr } = await runDemo(['--auto'], { env: { ...env, TEMPORAL_CLI_PATH: '/none' } });
    const problem: unknown = expect.stringContaining('TEMPORAL_CLI_PATH is "/none"');
    expect(lastLine(stdout)).toEqual({ ok: false, problem });
    expect(stdout).toContain('✗ TEMPORAL_CLI_PATH is "/none"');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(await whatIsLeft()).toEqual([]);
  });
});

describe('the demo in a browser, without one', () => {
  it.each([
    { what: 'while it opens', until: 'Starting the Temporal server', signal: 'SIGINT', exitCode: 0 },
    { what: 'while its processes start', until: 'Ctrl-C ends everything', signal: 'SIGINT', exitCode: 0 },
    { what: 'by SIGTERM', until: 'Ctrl-C ends everything', signal: 'SIGTERM', exitCode: 143 },
  ] as const)('leaves nothing behind when it is stopped $what', async ({ until, signal, exitCode }) => {
    const { code, stdout } = await runDemo(['--no-open'], { env, until, signal });
    expect(stdout).toMatch(/Nothing of it is left\.\n$/u);
    expect(code).toBe(exitCode);
    expect(await whatIsLeft()).toEqual([]);
  });

  it('says what keeps it from opening', async () => {
    const { code, stdout } = await runDemo(['--no-open'], { env: { ...env, TEMPORAL_CLI_PATH: '/none' } });
    expect(stdout).toContain('The demo cannot go on: TEMPORAL_CLI_PATH is "/none"');
    expect(code).toBe(1);
    expect(await whatIsLeft()).toEqual([]);
  });
});

describe('the demo at a terminal', () => {
  it('lets a person play a whole story, with the worker killed at a prompt', async () => {
    const { exit, steps } = await playDemo('missed_code', env);
    expect(steps).toContain('A worker takes over');
    expect(steps).toContain('Signed in as Support');
    expect(exit).toBe(130);
    expect(await whatIsLeft()).toEqual([]);
  });

  it.each([
    { play: 'leaving_at_a_code', exitCode: 130 },
    { play: 'leaving_while_it_opens', exitCode: 130 },
    { play: 'closing_the_window', exitCode: 129 },
  ])('leaves nothing behind: $play', async ({ play, exitCode }) => {
    const { exit } = await playDemo(play, env);
    expect(await whatIsLeft()).toEqual([]);
    expect(exit).toBe(exitCode);
  });
});
