import { describe, expect, it } from 'vitest';
import { describeError, errorFields } from '../../runtime/describe-error.ts';
import { type LoggerOptions, createLogger } from '../../runtime/logger.ts';
import { redactFields } from '../../runtime/redaction.ts';
import { scrubText } from '../../runtime/scrub-text.ts';
import { secretFields } from '../../runtime/secret-fields.ts';
import { matching } from './matching.ts';

const phone = '+4915123454607';
const code = '7391826';
const password = 'correct horse battery';
const codeHash = 'a1b2c3d4e5f6a7b8c9';
const authKey = Buffer.from(Uint8Array.from({ length: 256 }, (_, index) => (index * 89 + 7) % 251));

/** Every spelling in which a canary might be found. */
const canaries = [
  phone,
  phone.slice(1),
  code,
  password,
  codeHash,
  codeHash.toUpperCase(),
  authKey.toString('hex'),
  authKey.toString('hex').slice(20, 60),
  authKey.toString('base64'),
  authKey.toString('base64').slice(10, 60),
];

function expectClean(text: string): void {
  for (const canary of canaries) expect(text).not.toContain(canary);
}

function captured(options: Partial<LoggerOptions> = {}) {
  const lines: string[] = [];
  const logger = createLogger({
    name: 'test',
    level: 'trace',
    destination: { write: (line) => lines.push(line) },
    ...options,
  });
  return { logger, text: () => lines.join('') };
}

describe('scrubbing a text', () => {
  it.each([
    ['signing +4915123454607 in', 'signing +••••4607 in'],
    ['signing +49 151 234-546 07 in', 'signing +••••4607 in'],
    ['to=%2B4915123454607&x=1', 'to=+••••4607&x=1'],
    ['user 4915123454607.', 'user +••••4607.'],
    ['at 1763830800 and 1763830800123', 'at 1763830800 and 1763830800123'],
    ['code: 12345', 'code: [redacted]'],
    ["{ phone_code: '12345', ok: true }", "{ phone_code: [redacted]', ok: true }"],
    ['the code is 123-456, thanks', 'the code is [redacted], thanks'],
    ['exit code 137, gRPC code=14', 'exit code 137, gRPC code=14'],
    ['password="correct horse battery" x', 'password=[redacted]" x'],
    ['postgres://user:geheim@db/latchkey', 'postgres://[redacted]@db/latchkey'],
    ['https://t.me/login/12345', 'https://t.me/login/[redacted]'],
    [`bot 123456789:AAE-${'x9Y'.repeat(11)}`, 'bot [redacted]'],
    [`hash ${codeHash}`, 'hash [redacted]'],
    ['a code went to "ana.käfer+1@post.example.org", as asked', 'a code went to "[redacted]", as asked'],
    ['a code went to o***r@e*****.org', 'a code went to o***r@e*****.org'],
    ['2@127.0.0.1:443 with telegram@2.26.22', '2@127.0.0.1:443 with telegram@2.26.22'],
  ])('turns %j into %j', (text, expected) => {
    expect(scrubText(text)).toBe(expected);
  });

  it.each([
    'run 0190c8f6-7b1e-7cc4-a111-123456789012 of login-0h9hwqkeq7588m86061p',
    'PHONE_CODE_INVALID (400) from auth.SignIn, FLOOD_WAIT_33',
    'at createDataConverter (file:///srv/Latchkey2/node_modules/@temporalio/common/lib/converter/data-converter.js:120:34)',
    '2026-11-22T17:27:15.579078197Z 127.0.0.1:44081 "2@127.0.0.1:4430"',
    'latchkey-worker@0123456789ab waits 15000 ms',
  ])('leaves %j alone', (text) => {
    expect(scrubText(text)).toBe(text);
  });
});

describe('redacting fields', () => {
  it('hides every field of the list at any depth and in any spelling', () => {
    for (const field of secretFields) {
      const snake = field.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
      const redacted = redactFields({ a1: [{ b: { [field]: 'geheim', c: { [snake]: { deep: 'geheim' } } } }] });
      expect(JSON.stringify(redacted)).not.toContain('geheim');
    }
  });

  it('tells the code of an error from the code that a person typed', () => {
    expect(redactFields({ code: '12345' })).toEqual({ code: '[redacted]' });
    expect(redactFields({ code: 'apple' })).toEqual({ code: '[redacted]' });
    expect(redactFields({ code: 12345 })).toEqual({ code: '[redacted]' });
    expect(redactFields({ code: 'PHONE_CODE_INVALID' })).toEqual({ code: 'PHONE_CODE_INVALID' });
    expect(redactFields({ err: { message: 'm', code: 'TAMPERED' } })).toEqual({
      err: { message: 'm', code: 'TAMPERED' },
    });
    expect(redactFields({ err: { message: 'm', code: '12345' } })).toEqual({
      err: { message: 'm', code: '[redacted]' },
    });
  });

  it('hides bytes, whatever they are called', () => {
    const bytes = authKey.subarray(0, 32);
    const logged: unknown = JSON.parse(
      JSON.stringify({ buffer: bytes, array: new Uint8Array(bytes), list: [...bytes], few: [1, 2, 3] }),
    );
    expect(redactFields(logged)).toEqual({
      buffer: { type: 'Buffer', data: '[32 bytes]' },
      array: '[32 bytes]',
      list: '[32 bytes]',
      few: [1, 2, 3],
    });
  });

  it('keeps what a log is searched by', () => {
    const fields = {
      trace_id: '0af7651916cd43dd8448eb211c80319c',
      attempt: 2,
      ok: true,
      none: null,
      workflowId: 'login-0h9hwqkeq7588m86061p',
    };
    expect(redactFields(fields)).toEqual(fields);
  });
});

describe('the logger', () => {
  const secrets = { phone, code, password, phoneCodeHash: codeHash, authKey: [...authKey] };

  it.each([false, true])('writes no canary, however it is handed in (short lines: %s)', (short) => {
    const { logger, text } = captured({ short });
    const cause = Object.assign(new Error(`no reply for ${phone}`), { request: { phone_code: code } });
    const error = Object.assign(new Error(`SignIn(phone_code='${code}', hash ${codeHash}) failed`, { cause }), {
      request: secrets,
    });
    logger.info(secrets, 'an object');
    logger.info({ deep: { deeper: [{ deepest: secrets }] } }, `to ${phone} with code ${code}`);
    logger.info({ note: `password: "${password}"`, raw: authKey.toString('base64'), hex: authKey.toString('hex') });
    logger.error(error);
    logger.error({ err: error, error }, 'an error');
    logger.child({ phone, session: authKey.toString('base64') }).warn('%s and %j', phone, secrets);
    logger.info({ [phone]: 1, bytes: authKey.toString('base64url') });
    expectClean(text());
    expect(text()).toContain('4607');
    expect(text()).toContain('an error');
  });

  it('finds the canaries without the redaction', () => {
    expect(() => expectClean(JSON.stringify({ ...secrets, authKey: authKey.toString('hex') }))).toThrow();
  });

  it('writes one JSON object a line, with the level by name', () => {
    const { logger, text } = captured();
    logger.warn({ attempt: 2 }, 'trying again');
    expect(JSON.parse(text())).toMatchObject({
      level: 'warn',
      name: 'test',
      attempt: 2,
      msg: 'trying again',
      pid: process.pid,
    });
    expect(JSON.parse(text())).not.toHaveProperty('hostname');
  });

  it('writes short lines for people', () => {
    const { logger, text } = captured({ short: true });
    logger.info({ attempt: 2 }, 'trying again');
    expect(text()).toMatch(/^\d\d:\d\d:\d\d info {2}test trying again attempt=2\n$/);
  });
});

describe('describing an error', () => {
  it('says what happened and why in one clean line', () => {
    const error = new Error(`sending to ${phone} failed`, { cause: new Error('socket closed') });
    expect(describeError(error)).toBe('sending to +••••4607 failed — because: socket closed');
  });

  it('shows no fields that libraries hang onto errors', () => {
    const error = Object.assign(new Error('400: PHONE_CODE_INVALID'), { code: 400, request: { phoneCode: code } });
    expect(errorFields(error)).toEqual({
      name: 'Error',
      message: '400: PHONE_CODE_INVALID',
      code: 400,
      stack: matching(/at /),
    });
    expectClean(JSON.stringify(errorFields(error)));
  });

  it('survives whatever is thrown', () => {
    const circular = new Error('round');
    circular.cause = circular;
    expect(describeError(circular)).toBe('round');
    expect(describeError({ password })).toBe('a value of type object');
    expect(describeError(`code ${code}`)).toBe('code [redacted]');
    expect(describeError(undefined)).toBe('a value of type undefined');
  });
});
