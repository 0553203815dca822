import type { LoginState } from '../login-state.ts';

/** Sign-ins begun by version 0.1 go on by its rules, so that their histories replay. */
export function knowsWholeProtocol({ rulesVersion }: Pick<LoginState, 'rulesVersion'>): boolean {
  return rulesVersion >= 2;
}
