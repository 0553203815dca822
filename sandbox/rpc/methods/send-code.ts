import type { Api } from 'telegram/tl/index.js';
import { digitsOf, maskedPhone } from '../../accounts/phone.ts';
import { countSend } from '../../accounts/send-limit.ts';
import { sentCode } from '../../accounts/sent-code.ts';
import type { Call } from '../call.ts';
import { RpcError } from '../rpc-error.ts';

export function sendCode(request: Api.auth.SendCode, call: Call): Api.auth.TypeSentCode {
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
  countSend(account, nowMs);
  key.phone = digitsOf(request.phoneNumber);
  const before = account.liveCodes(nowMs).findLast((issued) => issued.key === key);
  const repeats = world.settings.secondSendCode === 'repeatsCode';
  if (!repeats) account.voidCodes('newSend', nowMs);
  const repeat = repeats && before?.position === 0 ? before.code : undefined;
  return sentCode(account.scenario.deliveries, account.issue(key, 0, nowMs, repeat));
}
