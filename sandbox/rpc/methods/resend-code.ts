import type { Api } from 'telegram/tl/index.js';
import type { Account, IssuedCode } from '../../accounts/account.ts';
import { nextTypeOf, timeoutSecondsOf } from '../../accounts/sent-code.ts';
import type { Call } from '../call.ts';
import { findCode, isLive } from '../find-code.ts';
import type { Answer } from '../method.ts';
import { RpcError } from '../rpc-error.ts';
import { sendDelivery, sentCodeAnswer } from '../send-delivery.ts';

/** Goes one on in the chain; 406 SEND_CODE_UNAVAILABLE where nothing was announced. */
export function resendCode(request: Api.auth.ResendCode, call: Call): Answer {
  const { world } = call;
  const newest = resentBefore(request, call);
  if (newest && world.settings.repeatedResend === 'repeatsAnswer') {
    return sentCodeAnswer(newest.account, newest.issued, call);
  }
  const { account, issued } = newest ?? findCode(request, call);
  refuseUnlessOffered(account, issued, call);
  if (world.settings.resendVoidsOldHash === 'yes') issued.voided = 'resent';
  issued.resentAs = sendDelivery(account, call, { position: issued.position + 1 });
  return sentCodeAnswer(account, issued.resentAs, call);
}

function refuseUnlessOffered(account: Account, issued: IssuedCode, { nowMs, world }: Call): void {
  const { deliveries } = account.scenario;
  const announced = nextTypeOf(deliveries, issued.position);
  if (announced === undefined || deliveries[issued.position + 1] === undefined) {
    throw new RpcError(406, 'SEND_CODE_UNAVAILABLE');
  }
  const { earlyResend, timeoutField } = world.settings;
  const timeoutSeconds = timeoutField === 'present' ? timeoutSecondsOf(deliveries, issued.position) : undefined;
  const early = nowMs < issued.sentAtMs + (timeoutSeconds ?? 0) * 1000;
  if (early && earlyResend === 'refuse') throw new RpcError(406, 'SEND_CODE_UNAVAILABLE');
}

/** The newest code of a chain that the request names by an older hash, as after a resend whose answer was lost. */
function resentBefore(
  request: Api.auth.ResendCode,
  { account, key, nowMs, world }: Call,
): { account: Account; issued: IssuedCode } | undefined {
  const named = account?.codes.get(request.phoneCodeHash);
  if (account === undefined || named?.resentAs === undefined || named.key !== key) return undefined;
  let newest = named;
  while (newest.resentAs) newest = newest.resentAs;
  if (world.settings.repeatedResend === 'expired' || !isLive(newest, nowMs)) {
    throw new RpcError(400, 'PHONE_CODE_EXPIRED');
  }
  return { account, issued: newest };
}
