/** What a person may do, each role all of the one before. */
export const roles = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

/** What front ends ask leave for. */
export type Act =
  | 'look'
  | 'startLogin'
  | 'beginAgain'
  | 'answerLogin'
  | 'cancelLogin'
  | 'acceptLogin'
  | 'recoverPassword'
  | 'changeAccount'
  | 'readAudit';

const needed: Record<Act, Role> = {
  look: 'viewer',
  startLogin: 'operator',
  /** After the owner has ended a session. */
  beginAgain: 'admin',
  answerLogin: 'operator',
  cancelLogin: 'operator',
  acceptLogin: 'admin',
  /** Mails the owner, and replaces or removes the password of the account. */
  recoverPassword: 'admin',
  /** What stays with the account when the sign-in is over: its login e-mail address. */
  changeAccount: 'admin',
  readAudit: 'admin',
};

/** The one role check: bot, console and whatever follows ask here. No role: nothing is allowed. */
export function mayDo(role: Role | undefined, act: Act): boolean {
  return role !== undefined && roles.indexOf(role) >= roles.indexOf(needed[act]);
}

/** The least role that may do it. */
export function roleFor(act: Act): Role {
  return needed[act];
}
