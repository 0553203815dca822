import { afterAll, beforeAll, expect, test } from 'vitest';
import { maskedPhone } from '../../sandbox/accounts/phone.ts';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { GramJsClient, sendCodeRequest } from './gramjs-client.ts';

const lines: string[] = [];
let sandbox: Sandbox;

beforeAll(async () => {
  const write = (fields: object, message: string): void => void lines.push(`${message} ${JSON.stringify(fields)}`);
  sandbox = await startSandbox({ dcs: [{ id: 2 }], logger: { debug: write, info: write, warn: write } });
});
afterAll(() => sandbox.close());

test('lines about a number tell which it is by its last four digits, and not the number', async () => {
  sandbox.control.putAccount('9996625678');
  const client = await GramJsClient.connect(sandbox);
  await client.sendCode('+9996625678');
  await client.errorOf(sendCodeRequest('+9996621234'));
  await client.close();
  const about = (digits: string): string[] => lines.filter((line) => line.includes(`"phone":"…${digits}"`));
  expect(about('5678')).toEqual([expect.stringMatching(/^call .*"method":"auth\.sendCode".*"outcome":"ok"/)]);
  expect(about('1234')).toEqual([
    expect.stringContaining('without a scenario'),
    expect.stringMatching(/^call .*"outcome":"PHONE_NUMBER_INVALID"/),
  ]);
  expect(lines.join('\n')).not.toMatch(/99966/);
});

test('of a short number too some digits stay out', () => {
  expect(maskedPhone('+99966')).toBe('…66');
  expect(maskedPhone('1234')).toBe('…4');
});
