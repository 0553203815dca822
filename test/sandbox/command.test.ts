import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ArgumentError } from '../../sandbox/argument-error.ts';
import { botConfig } from '../../runtime/bot-config.ts';
import { Settings } from '../../runtime/settings.ts';
import { webConfig } from '../../runtime/web-config.ts';
import { madeUpToken, readSandboxArguments } from '../../sandbox/sandbox-arguments.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-sandbox-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Run {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly ended: Promise<number | null>;
}

function run(...args: string[]): Run {
  const main = join(import.meta.dirname, '..', '..', 'sandbox', 'main.ts');
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  const collect = (text: string): void => void lines.push(...text.trimEnd().split('\n'));
  child.stdout.setEncoding('utf8').on('data', collect);
  child.stderr.setEncoding('utf8').on('data', collect);
  return { child, lines, ended: new Promise((resolve) => child.once('close', resolve)) };
}

async function line(lines: readonly string[], start: string): Promise<string> {
  for (let i = 0; i < 1000; i++) {
    const found = lines.find((text) => text.startsWith(start));
    if (found !== undefined) return found.slice(start.length);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`no line ${start} in ${lines.join('\n')}`);
}

test('says first that it is not Telegram, writes its key and ends on SIGTERM', async () => {
  const key = join(folder, 'key.pem');
  const kept = join(folder, 'private.pem');
  const first = run('--dcs', '2,4', '--key', key, '--private-key', kept, '--control', '0');
  const control = await line(first.lines, 'Control: ');
  expect(first.lines[0]).toContain('This is not Telegram');
  expect(first.lines[1]).toMatch(/^TELEGRAM_DC=2@127\.0\.0\.1:\d+,4@127\.0\.0\.1:\d+$/);
  const pem = await readFile(key, 'utf8');
  expect(pem).toContain('BEGIN RSA PUBLIC KEY');
  expect((await stat(kept)).mode & 0o777).toBe(0o600);
  expect(await (await fetch(control)).json()).toMatchObject({ notTelegram: true });
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  const second = run('--private-key', kept);
  await line(second.lines, 'No control port');
  expect(second.lines.slice(2, -1).join('\n')).toBe(pem.trimEnd());
  second.child.kill('SIGINT');
  expect(await second.ended).toBe(0);
});

test('keeps its state in a file over SIGKILL, and forgets it when another file is named', async () => {
  const state = join(folder, 'state.json');
  const first = run('--state', state, '--control', '0');
  const url = await line(first.lines, 'Control: ');
  await fetch(`${url}/accounts/9996621234`, { method: 'PUT', body: '{"code":"54321"}' });
  first.child.kill('SIGKILL');
  await first.ended;
  const pemOf = ({ lines }: Run): string => lines.slice(2, lines.indexOf('-----END RSA PUBLIC KEY-----')).join('');
  for (const [file, phones] of [
    [state, ['9996621234']],
    [`${state}.other`, []],
  ] as const) {
    const next = run('--state', file, '--control', '0');
    const response = await fetch(`${await line(next.lines, 'Control: ')}/accounts`);
    expect(await response.json()).toMatchObject({ accounts: phones.map((phone) => ({ phone })) });
    expect(pemOf(next) === pemOf(first)).toBe(phones.length > 0);
    next.child.kill('SIGTERM');
    expect(await next.ended).toBe(0);
  }
});

test('a state that cannot be written any more is told in the line of the log', async () => {
  const own = await mkdtemp(join(folder, 'own-'));
  const { child, lines, ended } = run('--state', join(own, 'state.json'), '--control', '0');
  const url = await line(lines, 'Control: ');
  await rm(own, { recursive: true });
  const response = await fetch(`${url}/accounts/9996621234`, { method: 'PUT' });
  expect(response.status).toBe(500);
  expect(await line(lines, 'warn the state was not written ')).toMatch(/^{"err":"StartError: --state: .*folder.*"}$/);
  child.kill('SIGTERM');
  expect(await ended).toBe(1);
  expect(lines.at(-1)).toMatch(/^--state: .* lies in a folder that does not exist/);
});

test('a port in use ends with a sentence, and leaves the files as they were', async () => {
  const [key, state] = [join(folder, 'in-use.pem'), join(folder, 'in-use.json')];
  const first = run('--control', '0', '--key', key);
  const port = (await line(first.lines, 'Control: ')).split(':').at(-1) ?? '';
  const pem = await readFile(key, 'utf8');
  const second = run('--port', port, '--key', key, '--state', state);
  expect(await second.ended).toBe(1);
  expect(second.lines.join('\n')).toContain('Another program has this port');
  expect(await readFile(key, 'utf8')).toBe(pem);
  expect(await readdir(folder)).not.toContain('in-use.json.lock');
  first.child.kill();
  await first.ended;
});

test('tells where the key is from any folder, and what a missing control port means', async () => {
  const key = join(folder, 'somewhere.pem');
  const { child, lines, ended } = run('--key', relative(process.cwd(), key));
  expect(await line(lines, 'TELEGRAM_DC_KEY=')).toBe(key);
  expect(await line(lines, 'No control port: ')).toContain('accounts can only be made over it');
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test.each([
  [
    ['--port', '4470', '--dcs', '2,4', '--control', '4471'],
    'Port 4471 is given twice: to data centre 4 (they take the ports from --port on), and to --control.',
  ],
  [['--bot-api', '4471', '--control', '4471'], 'Port 4471 is given twice: to --bot-api, and to --control.'],
  [
    ['--port', '65535', '--dcs', '2,4'],
    '--port 65535 leaves no ports for 2 data centres: they take the ports after it.',
  ],
  [['--bogus'], "Unknown option '--bogus'"],
])('%j is wrong usage', async (argv, sentence) => {
  const { ended, lines } = run(...argv);
  expect(await ended).toBe(2);
  expect(lines[0]).toContain(sentence);
});

test('a second sandbox on one state is refused until the first has ended, SIGKILL included', async () => {
  const state = join(folder, 'shared.json');
  const first = run('--state', state, '--control', '0');
  await line(first.lines, 'Control: ');
  const second = run('--state', state);
  expect(await second.ended).toBe(1);
  expect(second.lines).toEqual([
    `--state: ${state} is in use by another sandbox. End that one first, or name another file.`,
  ]);
  first.child.kill('SIGKILL');
  await first.ended;
  const third = run('--state', state, '--control', '0');
  await line(third.lines, 'Control: ');
  third.child.kill('SIGTERM');
  expect(await third.ended).toBe(0);
});

test.each(['--key', '--private-key', '--state'])(
  'a file for %s that cannot be used ends in one sentence',
  async (option) => {
    const absent = run(option, join(folder, 'absent', 'file'));
    expect(await absent.ended).toBe(1);
    expect(absent.lines).toEqual([
      `${option}: ${join(folder, 'absent', 'file')} lies in a folder that does not exist: make the folder, or name another file.`,
    ]);
    const taken = await mkdtemp(join(folder, 'is-'));
    const is = run(option, taken);
    expect(await is.ended).toBe(1);
    expect(is.lines).toEqual([expect.stringMatching(new RegExp(`^${option}: .*(is a folder|cannot be written)`))]);
    expect(await readdir(folder)).not.toContain(`${basename(taken)}.lock`);
  },
);

test.each(['--private-key', '--state'])(
  'a file for %s that holds something else ends in one sentence',
  async (option) => {
    const file = join(folder, 'garbage');
    await writeFile(file, 'garbage');
    const { ended, lines } = run(option, file);
    expect(await ended).toBe(1);
    expect(lines).toEqual([expect.stringMatching(new RegExp(`^${option}: ${file} holds no .*\\.$`))]);
    expect(await readFile(file, 'utf8')).toBe('garbage');
  },
);

test('ports follow the first one and settings are read', () => {
  const argv = [
    '--port',
    '2400',
    '--dc',
    '2',
    '--dc',
    '5',
    '--set',
    'earlyResend=serve',
    '--set',
    'srpLifetimeSeconds=5',
  ];
  expect(readSandboxArguments(argv)).toEqual({
    dcs: [{ id: 2 }, { id: 5 }],
    firstPort: 2400,
    verbose: false,
    settings: { earlyResend: 'serve', srpLifetimeSeconds: 5 },
  });
  expect(readSandboxArguments(['--help'])).toBe('help');
});

test.each([
  [['--port', 'x'], "--port takes a number from 0 to 65535, not 'x'"],
  [['--dcs', '2,2'], 'named twice'],
  [['--dcs', '0'], "--dc takes a number from 1 to 9999, not '0'"],
  [['--set', 'earlyResend=never'], 'earlyResend takes refuse or serve'],
  [['--set', 'earlyResend'], 'earlyResend takes refuse or serve'],
  [['--set', 'maxKeys=0.5'], 'maxKeys takes a whole number above 0'],
  [['--set', 'idleSeconds=0'], 'idleSeconds takes a number above 0 and up to 2147483'],
  [['--set', 'idleSeconds=2147484'], 'idleSeconds takes a number above 0 and up to 2147483'],
  [['--set', 'early=serve'], "there is no setting 'early'. There are: earlyResend, resendVoidsOldHash"],
  [['--bogus'], '--bogus'],
])('refuses %j and says what is valid', (argv, sentence) => {
  expect(() => readSandboxArguments(argv)).toThrow(ArgumentError);
  expect(() => readSandboxArguments(argv)).toThrow(sentence);
});

test('runs a Bot API beside the data centre, and says where', async () => {
  const token = '12345:made-up-and-good-nowhere';
  const { child, lines, ended } = run('--bot-api', '0', '--bot-token', token, '--bot-name', 'keys_bot');
  const root = await line(lines, 'BOT_API_ROOT=');
  const answer: unknown = await (await fetch(`${root}/bot${token}/getMe`)).json();
  expect(answer).toMatchObject({ ok: true, result: { id: 12_345, username: 'keys_bot' } });
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test.each(['secret', '12345:made-up', '7:made-up-and-good-nowhere'])('refuses %s as no token', (token) => {
  const argv = ['--bot-api', '0', '--bot-token', token];
  expect(() => readSandboxArguments(argv)).toThrow('--bot-token takes what looks like a token');
});

test('has a made-up token that the bot and the console take', () => {
  const settings = new Settings({ BOT_TOKEN: madeUpToken });
  expect(botConfig(settings).token).toBe(madeUpToken);
  expect(webConfig(settings).miniApp).toEqual({ botId: '7000000001' });
});
