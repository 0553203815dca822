import type { Account } from '../../accounts/account.ts';
import { digitsOf, maskedPhone } from '../../accounts/phone.ts';
import { countSend } from '../../accounts/send-limit.ts';
import type { Call } from '../call.ts';
import type { Answer } from '../method.ts';
import { rawAnswer } from '../method.ts';
import { paymentRequired } from '../payment-required.ts';
import { RpcError } from '../rpc-error.ts';
import { sendDelivery, sentCodeAnswer } from '../send-delivery.ts';
import type { SendCode } from '../sign-in-requests.ts';
import { signInByToken } from './sign-in.ts';

export function sendCode(request: SendCode, call: Call): Answer {
  const { account, key, nowMs, world } = call;
  if (account === undefined) {
    world.logger.warn(
      { phone: maskedPhone(request.phoneNumber) },
      'auth.sendCode for a number without a scenario: PUT /accounts/PHONE first',
    );
    throw new RpcError(400, 'PHONE_NUMBER_INVALID');
  }
  const { homeDc } = account.scenario;
  if (homeDc !== undefined && homeDc !== call.dcId) {
    throw new RpcError(303, `PHONE_MIGRATE_${homeDc}`);
  }
  const signedIn = signInByToken(request.logoutTokens, account, call);
  if (signedIn) return signedIn;
  countSend(account, nowMs);
  key.phone = digitsOf(request.phoneNumber);
  if (account.scenario.paymentRequired) return rawAnswer(paymentRequired(call));
  const repeat = codeToRepeat(account, call);
  const emptyHash = world.settings.firstHash === 'empty' && account.codes.size === 0;
  return sentCodeAnswer(
    account,
    sendDelivery(account, call, { position: firstOf(account, nowMs), repeat, emptyHash }),
    call,
  );
}

/** Behind the e-mail, once the reset of its address has taken place. */
function firstOf({ scenario, emailResetAtMs }: Account, nowMs: number): number {
  const isReset = emailResetAtMs !== undefined && nowMs >= emailResetAtMs;
  return isReset && scenario.deliveries[0]?.type === 'EmailCode' && scenario.deliveries.length > 1 ? 1 : 0;
}

/** A second send on the same key may repeat the code; else it voids all that went before. */
function codeToRepeat(account: Account, { key, nowMs, world }: Call): string | undefined {
  if (world.settings.secondSendCode === 'voidsOldHash') {
    account.voidCodes('newSend', nowMs);
    return undefined;
  }
  const before = account.liveCodes(nowMs).findLast((issued) => issued.key === key);
  return before?.position === 0 ? before.code : undefined;
}
