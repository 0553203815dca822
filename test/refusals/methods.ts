import type { ScenarioInput } from '../../sandbox/accounts/scenario.ts';

/** The calls of a sign-in that can be refused. Signing in by e-mail is refused in other words than by phone. */
export const methods = [
  'auth.sendCode',
  'auth.resendCode',
  'auth.signIn',
  'auth.signIn by e-mail',
  'account.sendVerifyEmailCode',
  'account.verifyEmail',
  'auth.resetLoginEmail',
  'account.getPassword',
  'auth.checkPassword',
  'auth.cancelCode',
  'auth.logOut',
] as const;
export type Method = (typeof methods)[number];

/** As the data centre knows it. */
export function callOf(method: Method): string {
  return method === 'auth.signIn by e-mail' ? 'auth.signIn' : method;
}

/** What Telegram answers to `auth.sendCode`, so that the call comes about. */
export function deliveriesFor(method: Method): ScenarioInput['deliveries'] {
  switch (method) {
    case 'auth.signIn by e-mail':
      return [{ type: 'EmailCode' }];
    case 'account.sendVerifyEmailCode':
    case 'account.verifyEmail':
      return [{ type: 'SetUpEmailRequired', nextType: null }, { type: 'Sms' }];
    case 'auth.resetLoginEmail':
      return [{ type: 'EmailCode', nextType: null, resetAvailablePeriodSeconds: 3_600 }, { type: 'Sms' }];
    default:
      return [{ type: 'App', timeoutSeconds: 1 }, { type: 'Sms' }];
  }
}
