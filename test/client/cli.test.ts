import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../runtime/config.ts';
import { ensureKeys, idKey, vaultKeys } from '../../runtime/keys.ts';
import { numberIdOf } from '../../runtime/number-id.ts';
import { openSqliteSessionVault } from '../../vault/sessions/sqlite-session-vault.ts';

const bin = fileURLToPath(new URL('../../bin/', import.meta.url));
const phone = '+4915112349999';
let home: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'latchkey-cli-'));
  ensureKeys(loadConfig({ LATCHKEY_HOME: home }));
});
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

type Run = { code: number; stdout: string; stderr: string };

/** Runs the command with an environment of its own: nothing of the machine's Telegram or Temporal settings gets in. */
function latchkey(
  args: string[],
  {
    env = {},
    input = '',
    program = 'latchkey.ts',
  }: { env?: Record<string, string>; input?: string; program?: string } = {},
): Promise<Run> {
  const clean = {
    PATH: process.env['PATH'],
    HOME: home,
    LATCHKEY_HOME: home,
    TEMPORAL_CONFIG_FILE: '/nonexistent',
    ...env,
  };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(bin, program), ...args],
      { env: clean, timeout: 20_000 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
        resolve({ code, stdout, stderr });
      },
    );
    child.stdin?.end(input);
  });
}

/** As after that many sign-ins of a number. */
async function keepSessions(of: string, count: number): Promise<void> {
  const config = loadConfig({ LATCHKEY_HOME: home });
  const vault = await openSqliteSessionVault({ file: config.vault.file, vaultKeys: vaultKeys(config) });
  const numberId = numberIdOf(idKey(config), of);
  const session = { dcId: 2, host: '127.0.0.1', port: 1, authKey: new Uint8Array(256), timeOffsetSeconds: 0 };
  for (let n = 0; n < count; n += 1) {
    const answer = await vault.acquireLease({ sessionId: `session-${n}`, holder: 'a', ttlMs: 60_000 });
    if (answer.kind !== 'acquired') throw new Error('the lease is held');
    await vault.savePending(answer.lease, { numberId, environment: 'sandbox', session });
    await vault.openIntent(answer.lease, { effectId: 'e', method: 'auth.signIn', numberId });
    await vault.answerIntent(answer.lease, { effectId: 'e', result: {}, promote: { userId: '7', firstName: 'Ana' } });
  }
  await vault.close();
}

/** One sentence or two for a person: no stack, no dump. */
function expectSentence(stderr: string): void {
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toMatch(/^[A-Z/].*[.)"]\n$/u);
  expect(stderr).not.toMatch(/at file:|node:internal|undefined/u);
}

describe('the command line', () => {
  it('lists all commands', async () => {
    const { code, stdout } = await latchkey(['--help']);
    expect(code).toBe(0);
    const names = [
      'start',
      'worker',
      'temporal',
      'sandbox',
      'numbers',
      'login',
      'code',
      'password',
      'resend',
      'cancel',
      'later',
      'show',
      'list',
      'audit',
      'doctor',
    ];
    for (const name of names) expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'mu'));
  });

  it.each([
    'start',
    'worker',
    'temporal',
    'sandbox',
    'numbers',
    'numbers add',
    'numbers list',
    'numbers remove',
    'login',
    'code',
    'password',
    'resend',
    'cancel',
    'later',
    'show',
    'list',
    'audit',
    'doctor',
  ])('explains %s', async (name) => {
    const { code, stdout, stderr } = await latchkey([...name.split(' '), '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`Usage: latchkey ${name}`);
  });

  it.each(['login', 'code', 'password', 'resend', 'cancel', 'later'])('lists the exit codes of %s', async (name) => {
    expect((await latchkey([name, '--help'])).stdout).toMatch(/Exit codes: 0 [^]*3 [^]*the sign-in goes on/u);
  });

  it('prints its version', async () => {
    const { version } = createRequire(import.meta.url)('../../package.json');
    expect(await latchkey(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('says of the sandbox what it is and that accounts are made over its control port', async () => {
    const { stdout } = await latchkey(['sandbox', '--help']);
    expect(stdout).toMatch(
      /data centre that is not Telegram[^]*Options:[^]*--control PORT[^\n]*needed to make accounts/u,
    );
  });

  it('starts from the launcher as well', async () => {
    const { code, stdout } = await latchkey(['--help'], { program: 'latchkey.mjs' });
    expect(code).toBe(0);
    expect(stdout).toContain('Usage: latchkey');
  });

  it.each(['code', 'password'])('refuses a %s on the command line and says why', async (kind) => {
    const { code, stdout, stderr } = await latchkey([kind, phone, '83451']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expectSentence(stderr);
    expect(stderr).toContain('does not belong on the command line');
    expect(stderr).toContain('stdin');
    expect(stderr).not.toContain('83451');
  });

  it.each([
    ['code', `--code=83451`],
    ['password', '--password=83451'],
  ])('does not repeat a secret that was given as an option to %s', async (kind, option) => {
    const { code, stderr } = await latchkey([kind, option, phone]);
    expect(code).toBe(2);
    expectSentence(stderr);
    expect(stderr).not.toContain('83451');
  });

  it.each([
    [['frobnicate'], 'Unknown command'],
    [['login'], "Missing required argument 'number'"],
    [['login', '0151 2349999'], 'no country code'],
    [['login', '+49 151 CALL'], 'no phone number has'],
    [['login', '+49', '151', '2349999'], 'Too many arguments'],
    [
      ['login', '+49', '151', '2349999'],
      'Put the number in quotes, or leave the spaces out. See "latchkey login --help"',
    ],
    [
      ['numbers', 'add', '+49', '151', '2349999', '--label', 'a', '--owner', 'b'],
      'Put the number in quotes, or leave the spaces out. See "latchkey numbers add --help"',
    ],
    [['numbers', 'add', '+49', '151', '2349999', '--label', 'a'], 'Put the number in quotes'],
    [['numbers', 'add', phone], "Required options '--label <text>' and '--owner <text>' are not specified"],
    [['numbers', 'add', phone, '--label', 'a'], "Required option '--owner <text>' not specified"],
    [['list', '--limit', 'x'], 'whole number'],
    [['login', phone, '--reason', ' '], 'The reason is empty'],
    [['login', phone, '--accept-with-vault', '--reason', 'a second session'], 'this is meant: --again'],
  ])('takes %j for wrong usage', async (args, words) => {
    const { code, stderr } = await latchkey(args);
    expect(code).toBe(2);
    expectSentence(stderr);
    expect(stderr).toContain(words);
    expect(stderr).not.toContain('2349999');
  });

  it('shows its help when no command is given', async () => {
    const { code, stderr } = await latchkey([]);
    expect(code).toBe(2);
    expect(stderr).toContain('Usage: latchkey');
  });

  it.each<[string, string[], Record<string, string>, string]>([
    ['no key', ['list'], { LATCHKEY_HOME: '/nonexistent/latchkey' }, 'Run `latchkey start` once to make the keys'],
    ['a short key', ['list'], { LATCHKEY_PAYLOAD_KEYS: 'k1:c2hvcnQ=' }, 'has 5 bytes instead of 32'],
    ['another vault', ['list'], { LATCHKEY_VAULT: 'mysql://x' }, 'must be sqlite:FILE'],
    ['no API id', ['start'], {}, 'TELEGRAM_API_ID is not set'],
    ['a wrong API id', ['worker'], { TELEGRAM_API_ID: 'x1' }, 'which is not an API id'],
    ['half a data centre', ['worker'], { TELEGRAM_DC: '2@127.0.0.1:1' }, 'without TELEGRAM_DC_KEY'],
    ['no server', ['show', phone], {}, 'No Temporal server runs for'],
    [
      'an address with the embedded server',
      ['temporal'],
      { TEMPORAL_ADDRESS: '127.0.0.1:1' },
      'no embedded server is used',
    ],
  ])('says what to do about %s', async (_what, args, env, words) => {
    const { code, stderr } = await latchkey(args, { env });
    expect(code).toBe(1);
    expectSentence(stderr);
    expect(stderr).toContain(words);
    expect(stderr).not.toContain('c2hvcnQ');
  });

  it('enrols, lists and removes numbers, with who did it', async () => {
    const added = await latchkey(['numbers', 'add', '0049 (0)151 1234-9999', '--label', 'Support', '--owner', 'Ana']);
    expect(added).toMatchObject({ code: 0, stderr: '' });
    expect(added.stdout).toContain('is enrolled as "Support"');
    const { stdout } = await latchkey(['numbers', 'list', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ phone, label: 'Support', owner: 'Ana' });
    const replaced = await latchkey(['numbers', 'add', phone, '--label', 'Sales', '--owner', 'Bea']);
    expect(replaced.stderr).toContain('It was enrolled as "Support", with Ana answering for it: both were replaced.');
    expect(await latchkey(['numbers', 'add', phone, '--label', 'Support', '--owner', 'Ana'])).toMatchObject({
      code: 0,
    });
    expect((await latchkey(['audit', phone])).stdout).toMatch(/cli:.+ {2}numbers\.add {2}Support \(…9999\)/u);
    expect(await latchkey(['numbers', 'remove', phone])).toMatchObject({ code: 0 });
    expect((await latchkey(['audit', phone])).stdout).toMatch(/numbers\.remove {2}a removed number/u);
    const again = await latchkey(['numbers', 'remove', phone]);
    expect(again.code).toBe(1);
    expectSentence(again.stderr);
    expect((await latchkey(['list'])).stdout).toContain('No sign-ins yet.');
  });

  it('says of a removed number how many sessions stay valid, and how to end them', async () => {
    await latchkey(['numbers', 'add', phone, '--label', 'Support', '--owner', 'Ana']);
    await keepSessions(phone, 2);
    const { code, stdout } = await latchkey(['numbers', 'remove', phone]);
    expect(code).toBe(0);
    expect(stdout).toContain('2 sessions of it stay sealed in the vault and valid at Telegram');
    expect(stdout).toContain('Settings, Devices');
  });

  it.each([
    [['--live', phone], /^A live check needs a person at a terminal/u],
    [['--live', phone, '--json'], /cannot be used with option '--json'/u],
    [['--sends', '1'], /^--sends belongs to "latchkey doctor --live NUMBER"/u],
    [['--out', 'report.md'], /^--out belongs to "latchkey doctor --live NUMBER"/u],
  ])('refuses a live check with one sentence: %j', async (options, sentence) => {
    const { code, stdout, stderr } = await latchkey(['doctor', ...options]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('finds with the doctor what is missing', async () => {
    const { code, stdout } = await latchkey(['doctor', '--json']);
    const findings = stdout
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(code).toBe(1);
    expect(findings).toContainEqual({ check: 'payload keys', state: 'ok', message: 'there' });
    expect(stdout).toMatch(/"check":"temporal","state":"bad","message":"No Temporal server runs for/u);
  });
});
