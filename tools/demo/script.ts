import type { ScenarioInput } from '../../sandbox/accounts/scenario.ts';

/** The account of both sign-ins: the code in the app is missed, the resend goes by SMS, then 2FA. */
export const PHONE = '+4915112344607';
export const PASSWORD = 'correct horse battery staple';
export const ACCOUNT: ScenarioInput = {
  deliveries: [{ type: 'App', timeoutSeconds: 3 }, { type: 'Sms' }],
  password2fa: { password: PASSWORD, hint: 'four words' },
  user: { firstName: 'Support' },
};

/** The ordinary case of third-party API ids: one way only, and nothing arrives. */
export const QUIET_PHONE = '+4915112344608';
export const QUIET_ACCOUNT: ScenarioInput = { deliveries: [{ type: 'App', delivered: false }] };
