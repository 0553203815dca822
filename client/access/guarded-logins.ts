import type { LoginClient } from '../login-client.ts';
import { AccessError } from './access-error.ts';
import { type Act, mayDo, type Role } from './roles.ts';

const acts: Record<keyof LoginClient, Act> = {
  start: 'startLogin',
  enterCode: 'answerLogin',
  command: 'answerLogin',
  resend: 'answerLogin',
  restart: 'answerLogin',
  scan: 'answerLogin',
  acceptScan: 'acceptLogin',
  later: 'cancelLogin',
  noCode: 'answerLogin',
  cancel: 'cancelLogin',
  enterEmail: 'changeAccount',
  resetEmail: 'changeAccount',
  openEntry: 'answerLogin',
  submitPassword: 'answerLogin',
  passwordChallenge: 'answerLogin',
  passwordProof: 'answerLogin',
  requestRecovery: 'recoverPassword',
  recoveryCode: 'recoverPassword',
  newPasswordAlgorithm: 'recoverPassword',
  recoverPassword: 'recoverPassword',
  submitNewPassword: 'recoverPassword',
  backToPassword: 'answerLogin',
  view: 'look',
  watch: 'look',
  alike: 'look',
  describe: 'look',
  number: 'look',
};

/**
 * A login client that asks for the role at every call, as it stands then: whoever is no operator any more can do nothing.
 * Its methods throw {@link AccessError} besides what the client throws.
 */
export function guardLogins(logins: LoginClient, roleNow: () => Role | undefined): LoginClient {
  return new Proxy(logins, {
    get(target, property, receiver) {
      const method: unknown = Reflect.get(target, property, receiver);
      if (typeof property !== 'string' || !isGuarded(property) || typeof method !== 'function') return method;
      return (...args: unknown[]): unknown => {
        const act = property === 'start' && hasReason(args[1]) ? 'beginAgain' : acts[property];
        if (!mayDo(roleNow(), act)) throw new AccessError(act);
        return Reflect.apply(method, target, args);
      };
    },
  });
}

function hasReason(options: unknown): boolean {
  return typeof options === 'object' && options !== null && 'reason' in options && options.reason !== undefined;
}

function isGuarded(property: string): property is keyof LoginClient {
  return Object.hasOwn(acts, property);
}
