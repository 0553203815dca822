import type { Decision } from '../decision.ts';
import type { LoginState } from '../login-state.ts';
import { offerRestart, requestCodeUnasked } from './sending.ts';

/**
 * PHONE_CODE_EXPIRED: too late, another key, or posted in a Telegram chat. Once per sign-in the next code is
 * asked for by itself; after that a person decides, for every restart costs one of the number's few daily sends.
 */
export function restartAfterExpiry(state: LoginState, nowMs: number): Decision {
  if (state.expiredRestarts > 0) return offerRestart(state, nowMs, 'codeExpired');
  return requestCodeUnasked({ ...state, expiredRestarts: state.expiredRestarts + 1 }, nowMs, 'codeExpired');
}
