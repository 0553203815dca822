import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { faultsOf, kindOf } from '../../tools/interop/check-outcome.ts';
import type { DriverEvent } from '../../tools/interop/run-driver.ts';
import { scenarios } from '../../tools/interop/scenarios.ts';
import { GramJsClient, signInRequest } from '../sandbox/gramjs-client.ts';

const phone = '9996620001';
const [scenario = expect.fail('no scenario')] = scenarios;
const signedIn = { event: 'signedIn', userId: 4242, firstName: 'Grace', phone } as const;
const good: readonly DriverEvent[] = [{ event: 'sent', type: 'SentCodeTypeApp' }, signedIn];
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ dcs: [{ id: 2 }, { id: 4 }] });
});
afterAll(() => sandbox.close());

async function signIn(): Promise<number> {
  sandbox.control.putAccount(phone, scenario.account);
  const before = sandbox.control.calls({ phone }).calls.at(-1)?.seq ?? 0;
  const client = await GramJsClient.connect(sandbox);
  const { phoneCodeHash } = await client.sendCode(phone);
  await client.send(signInRequest(phone, phoneCodeHash, '24680'));
  await client.close();
  return before;
}

let afterSeq = 0;
beforeEach(async () => {
  afterSeq = await signIn();
});

test('a sign-in as scripted has no faults', () => {
  expect(faultsOf(sandbox, { phone, afterSeq }, scenario, good)).toEqual([]);
  expect(faultsOf(sandbox, { phone, afterSeq }, scenario, [{ event: 'sent' }, signedIn])).toEqual([]);
});

test('what the client told and what it should have told are compared', () => {
  const events: DriverEvent[] = [{ event: 'sent', type: 'sms' }, signedIn];
  expect(faultsOf(sandbox, { phone, afterSeq }, scenario, events)).toEqual([
    `the client told: [sent sms, signedIn 4242 Grace ${phone}], not [sent app, signedIn 4242 Grace ${phone}]`,
  ]);
});

test('a client is not believed where the data centre saw something else', () => {
  const calls = { ...scenario.calls, 'auth.signIn': ['PHONE_CODE_INVALID', 'ok'] };
  expect(faultsOf(sandbox, { phone, afterSeq }, { ...scenario, calls }, good)).toEqual([
    'auth.signIn: [ok], not [PHONE_CODE_INVALID, ok]',
  ]);
  expect(faultsOf(sandbox, { phone, afterSeq }, { ...scenario, ends: 'at home' }, good)).toEqual([
    'signed in at data centre: [2], not [4]',
  ]);
});

test.each(['SentCodeTypeApp', 'APP', 'auth.sentCodeTypeApp', 'authenticationCodeTypeTelegramMessage', 'app'])(
  '%s is the app',
  (type) => {
    expect(kindOf(type)).toBe('app');
  },
);
