import type { Api } from 'telegram/tl/index.js';
import { nextTypeOf, sentCode, timeoutSecondsOf } from '../../accounts/sent-code.ts';
import type { Call } from '../call.ts';
import { findCode } from '../find-code.ts';
import { RpcError } from '../rpc-error.ts';

/** Goes one on in the chain; 406 SEND_CODE_UNAVAILABLE where nothing was announced. */
export function resendCode(request: Api.auth.ResendCode, call: Call): Api.auth.TypeSentCode {
  const { key, nowMs, world } = call;
  const { account, issued } = findCode(request, call);
  const { deliveries } = account.scenario;
  const announced = nextTypeOf(deliveries, issued.position);
  if (announced === undefined || deliveries[issued.position + 1] === undefined) {
    throw new RpcError(406, 'SEND_CODE_UNAVAILABLE');
  }
  const waitMs = (timeoutSecondsOf(deliveries, issued.position) ?? 0) * 1000;
  const early = nowMs < issued.sentAtMs + waitMs;
  if (early && world.settings.earlyResend === 'refuse') {
    throw new RpcError(406, 'SEND_CODE_UNAVAILABLE');
  }
  if (world.settings.resendVoidsOldHash === 'yes') issued.voided = 'resent';
  return sentCode(deliveries, account.issue(key, issued.position + 1, nowMs));
}
