import type { ScenarioInput } from '../../sandbox/accounts/scenario.ts';

/** What a client is made to do, and what it then must have seen. */
export interface InteropScenario {
  readonly name: string;
  /** Column of the table. */
  readonly title: string;
  readonly account: ScenarioInput;
  /** For the driver, beside PHONE and CODE. */
  readonly environment: Readonly<Record<string, string>>;
  /** Events of the driver, in order, between its start and `signedIn`. */
  readonly events: readonly string[];
  /** Whether the account ends at the data centre that the client began with, or at its own, 4. */
  readonly ends: 'where it began' | 'at home';
  /** The answers to the calls that matter. */
  readonly calls: Readonly<Record<string, readonly string[]>>;
}

export const code = '24680';

const user = { id: 4242, firstName: 'Grace' };
const base = { code, user, loginsPerDay: null } satisfies ScenarioInput;
const sendCode = { 'auth.sendCode': ['ok'] } as const;

export const scenarios: readonly InteropScenario[] = [
  {
    name: 'code',
    title: 'code',
    account: base,
    environment: {},
    events: ['sent app'],
    ends: 'where it began',
    calls: { ...sendCode, 'auth.signIn': ['ok'] },
  },
  {
    name: 'wrong-code',
    title: 'wrong code, then right',
    account: base,
    environment: { WRONG_CODE: '13579' },
    events: ['sent app', 'refused PHONE_CODE_INVALID'],
    ends: 'where it began',
    calls: { ...sendCode, 'auth.signIn': ['PHONE_CODE_INVALID', 'ok'] },
  },
  {
    name: 'resend',
    title: 'resend',
    account: {
      ...base,
      deliveries: [
        { type: 'App', code: '11111', timeoutSeconds: 1 },
        { type: 'Sms', code },
      ],
    },
    environment: { RESEND_AFTER_SECONDS: '1.1' },
    events: ['sent app', 'sent sms'],
    ends: 'where it began',
    calls: { ...sendCode, 'auth.resendCode': ['ok'], 'auth.signIn': ['ok'] },
  },
  {
    name: 'password',
    title: '2FA, wrong password, then right',
    account: { ...base, password2fa: { password: 'correct horse', hint: 'battery' } },
    environment: { WRONG_PASSWORD: 'wrong horse', PASSWORD: 'correct horse' },
    events: ['sent app', 'passwordNeeded', 'refused PASSWORD_HASH_INVALID'],
    ends: 'where it began',
    calls: {
      ...sendCode,
      'auth.signIn': ['SESSION_PASSWORD_NEEDED'],
      'auth.checkPassword': ['PASSWORD_HASH_INVALID', 'ok'],
    },
  },
  {
    name: 'migration',
    title: "migration to the number's data centre",
    account: { ...base, homeDc: 4 },
    environment: {},
    events: ['sent app'],
    ends: 'at home',
    calls: { 'auth.sendCode': ['PHONE_MIGRATE_4', 'ok'], 'auth.signIn': ['ok'] },
  },
];

/** The last column: a sign-in over each transport that the client has. */
export const transportTitle = 'transports';
