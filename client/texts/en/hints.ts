/** Which command does what a view speaks of. In braces: filled in; {phone} is the number as it was typed. */
export const hints = {
  recoveryCode: 'The code is typed with "latchkey recover {phone}".',
  otherMail: 'Another mail: "latchkey recover {phone} --mail".',
  newPassword: 'A new password: "latchkey recover {phone} --new-password".',
  removePassword: 'None: "latchkey recover {phone} --remove-password".',
  recover: 'A recovery code is mailed by "latchkey recover {phone}".',
  resetEmail:
    'The login e-mail address is taken from the account by "latchkey reset-email {phone} LAST4", LAST4 being the last four digits of the number.',
  beside: 'That is "latchkey login {phone} --again".',
  withReason: 'That is "latchkey login {phone} --reason TEXT".',
  goesOnWithoutYou: 'The sign-in goes on without you. Come back with "latchkey login {phone}", or use {commands}.',
  commands: {
    code: 'latchkey code {phone}',
    password: 'latchkey password {phone}',
    email: 'latchkey email {phone}',
    recover: 'latchkey recover {phone}',
    newPassword: 'latchkey recover {phone} --new-password',
    removePassword: 'latchkey recover {phone} --remove-password',
    resend: 'latchkey resend {phone}',
    qr: 'latchkey login {phone} --qr',
    show: 'latchkey show {phone}',
    cancel: 'latchkey cancel {phone}',
  },
};
