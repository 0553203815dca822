/** What a person may do, each role all of the one before. */
export const roles = ['viewer', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

/** What front ends ask leave for. */
export type Act = 'look' | 'startLogin' | 'answerLogin' | 'cancelLogin' | 'acceptLogin' | 'readAudit';

const needed: Record<Act, Role> = {
  look: 'viewer',
  startLogin: 'operator',
  answerLogin: 'operator',
  cancelLogin: 'operator',
  acceptLogin: 'admin',
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
