/** The calls of a sign-in that can be refused. */
export const methods = [
  'auth.sendCode',
  'auth.resendCode',
  'auth.signIn',
  'account.getPassword',
  'auth.checkPassword',
  'auth.cancelCode',
  'auth.logOut',
] as const;
export type Method = (typeof methods)[number];
