import { type Decision, decision, SYSTEM } from '../decision.ts';
import type { LoginState, PasswordAsked } from '../login-state.ts';
import { askForCode } from './code-out.ts';
import { beginScan } from './scanning.ts';
import { offerRestart } from './sending.ts';

/** TDLib signs in again with the same code; here the person enters it again, for no code is kept. */
export function passwordRemoved(state: LoginState, password: PasswordAsked, nowMs: number): Decision {
  if (password.scanned === true) return beginScan(state, nowMs, SYSTEM);
  if (password.code === undefined) return offerRestart(state, nowMs, 'loginDied');
  return decision(askForCode(state, password.code, nowMs, { problem: { kind: 'passwordRemoved' } }));
}
