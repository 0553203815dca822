import type { Decision } from '../decision.ts';
import type { CodeDied, LoginState } from '../login-state.ts';
import { offerRestart, requestCodeUnasked } from './sending.ts';

/**
 * PHONE_CODE_EXPIRED: too late, another key, or posted in a Telegram chat. Once per sign-in the next code is
 * asked for by itself, and the view says what became of the one before; after that a person decides, for every
 * restart costs one of the number's few daily sends.
 */
export function restartAfterExpiry(state: LoginState, codeDied: CodeDied, nowMs: number): Decision {
  if (state.expiredRestarts > 0) return offerRestart(withoutCodeDied(state), nowMs, 'codeExpired');
  return requestCodeUnasked({ ...state, expiredRestarts: state.expiredRestarts + 1, codeDied }, nowMs, 'codeExpired');
}

/** The person has read it: they have answered the fresh code's question. */
export function withoutCodeDied(state: LoginState): LoginState {
  const { codeDied: _, ...rest } = state;
  return rest;
}
