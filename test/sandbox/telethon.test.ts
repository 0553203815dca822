import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { telethonSignIn } from './telethon.ts';
import type { TelethonJob } from './telethon.ts';

const phone = '9996625678';
/** The first run on a machine installs Telethon. */
const timeout = 120_000;
let sandbox: Sandbox;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-telethon-'));
  sandbox = await startSandbox({
    dcs: [{ id: 2 }, { id: 4 }],
    keyFile: join(folder, 'key.pem'),
    controlPort: 0,
  });
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

function job(rest: Pick<TelethonJob, 'transports'> & Partial<TelethonJob>): TelethonJob {
  return {
    dc: 2,
    port: sandbox.dcs[0]?.port ?? 0,
    keyFile: join(folder, 'key.pem'),
    controlUrl: sandbox.controlUrl ?? '',
    phone,
    ...rest,
  };
}

test('Telethon signs in over every transport', { timeout }, async () => {
  sandbox.control.putAccount(phone, { user: { id: 4242, firstName: 'Grace' } });
  const transports = ['full', 'abridged', 'intermediate', 'obfuscated'] as const;
  const outcomes = await telethonSignIn(job({ transports }));
  const seen = ['SentCodeTypeApp', 'PHONE_CODE_INVALID'];
  const expected = { userId: 4242, firstName: 'Grace', phone, bot: false, dc: 2, seen };
  expect(outcomes).toEqual(transports.map(() => expected));
});

test('Telethon migrates, resends and gives the 2FA password', { timeout }, async () => {
  sandbox.control.putAccount(phone, {
    homeDc: 4,
    deliveries: [
      { type: 'App', timeoutSeconds: 1 },
      { type: 'SmsWord', code: 'banana' },
    ],
    password2fa: { password: 'correct horse' },
  });
  const outcomes = await telethonSignIn(
    job({ transports: ['full'], password: 'correct horse', resendAfterSeconds: 1.1 }),
  );
  expect(outcomes).toMatchObject([
    {
      phone,
      dc: 4,
      seen: [
        'SentCodeTypeApp',
        'SentCodeTypeSmsWord',
        'PHONE_CODE_INVALID',
        'SESSION_PASSWORD_NEEDED',
        'PASSWORD_HASH_INVALID',
      ],
    },
  ]);
});
