/** Names that cross process boundaries. They carry nothing about a person. */
export const LOGIN_TASK_QUEUE = 'latchkey-login';
export const LOGIN_WORKFLOW = 'login';

/** One sign-in per number at a time: the workflow id is the lock. `numberId` is an HMAC of the number. */
export function loginWorkflowId(numberId: string): string {
  return `login-${numberId}`;
}
