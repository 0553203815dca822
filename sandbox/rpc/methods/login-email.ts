import { Api } from 'telegram/tl/index.js';
import type { Account, IssuedCode } from '../../accounts/account.ts';
import { sameCode } from '../../accounts/code-text.ts';
import { digitsOf } from '../../accounts/phone.ts';
import { TlWriter } from '../../tl/tl-writer.ts';
import type { Call } from '../call.ts';
import { randomDigits } from '../../accounts/code-text.ts';
import { findCode } from '../find-code.ts';
import type { Answer } from '../method.ts';
import { rawAnswer } from '../method.ts';
import { RpcError } from '../rpc-error.ts';
import { sendDelivery, sentCodeAnswer } from '../send-delivery.ts';

const CODE_LENGTH = 6;
const EMAIL_VERIFIED_LOGIN = 0xe1bb0d61;

/** Mails a code to an address that is to be bound; again, to the same or another, as often as it is asked for. */
export function sendVerifyEmailCode(request: Api.account.SendVerifyEmailCode, call: Call): Answer {
  const { account, issued } = setUpOf(request.purpose, call);
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(request.email)) throw new RpcError(400, 'EMAIL_INVALID');
  const code = account.scenario.deliveries[issued.position]?.code ?? randomDigits(CODE_LENGTH);
  const { nowMs } = call;
  issued.email = { address: request.email, code, expiresAtMs: nowMs + account.scenario.codeLifetimeSeconds * 1000 };
  account.receive({ atMs: nowMs, kind: 'email', text: `Your code is ${code}`, code });
  return new Api.account.SentEmailCode({ emailPattern: masked(request.email), length: code.length });
}

/** Binds the address; then the chain goes on as after auth.sendCode. */
export function verifyEmail(request: Api.account.VerifyEmail, call: Call): Answer {
  const { account, issued } = setUpOf(request.purpose, call);
  const { verification } = request;
  if (!(verification instanceof Api.EmailVerificationCode)) throw new RpcError(400, 'EMAIL_TOKEN_INVALID');
  const { email } = issued;
  if (email === undefined || call.nowMs >= email.expiresAtMs) throw new RpcError(400, 'EMAIL_VERIFY_EXPIRED');
  if (verification.code === '') throw new RpcError(400, 'CODE_EMPTY');
  if (!sameCode(email.code, verification.code)) throw new RpcError(400, 'CODE_INVALID');
  issued.voided = 'used';
  const answer = goOn(account, issued, call);
  return rawAnswer(new TlWriter().id(EMAIL_VERIFIED_LOGIN).string(email.address).raw(answer.getBytes()).bytes());
}

/** At once, or after the time that the scenario names: then the chain goes on behind the e-mail. */
export function resetLoginEmail(request: Api.auth.ResetLoginEmail, call: Call): Answer {
  const { account, issued } = findCode(request, call);
  const delivery = account.scenario.deliveries[issued.position];
  if (delivery?.type !== 'EmailCode') throw new RpcError(400, 'EMAIL_INSTALL_MISSING');
  const { nowMs } = call;
  if (account.emailResetAtMs !== undefined && nowMs < account.emailResetAtMs) {
    throw new RpcError(400, 'TASK_ALREADY_EXISTS');
  }
  if (delivery.resetTakesSeconds > 0 && account.emailResetAtMs === undefined) {
    account.emailResetAtMs = nowMs + delivery.resetTakesSeconds * 1000;
    return pendingAnswer(issued, account.emailResetAtMs);
  }
  account.emailResetAtMs ??= nowMs;
  issued.voided = 'used';
  return goOn(account, issued, call);
}

/** The address is left out, as official clients have found (telegram-sign-in 1.2). */
function pendingAnswer(issued: IssuedCode, atMs: number): Answer {
  return new Api.auth.SentCode({
    type: new Api.auth.SentCodeTypeEmailCode({
      emailPattern: '',
      length: 0,
      resetPendingDate: Math.ceil(atMs / 1000),
    }),
    phoneCodeHash: issued.hash,
  });
}

function setUpOf(purpose: Api.TypeEmailVerifyPurpose, call: Call): { account: Account; issued: IssuedCode } {
  if (!(purpose instanceof Api.EmailVerifyPurposeLoginSetup)) throw new RpcError(400, 'EMAIL_NOT_SETUP');
  const { phoneNumber, phoneCodeHash } = purpose;
  if (call.account === undefined || call.account.phone !== digitsOf(phoneNumber)) {
    throw new RpcError(400, 'PHONE_NUMBER_INVALID');
  }
  const found = findCode({ phoneNumber, phoneCodeHash }, call);
  const { type } = found.account.scenario.deliveries[found.issued.position] ?? {};
  if (type !== 'SetUpEmailRequired') throw new RpcError(400, 'PHONE_HASH_EXPIRED');
  return found;
}

function goOn(account: Account, { position }: IssuedCode, call: Call): Answer {
  if (account.scenario.deliveries[position + 1] === undefined) throw new RpcError(500, 'NO_FURTHER_DELIVERY_SCRIPTED');
  return sentCodeAnswer(account, sendDelivery(account, call, { position: position + 1 }), call);
}

/** As in an answer of Telegram: the first letter, and what is behind the dot. */
function masked(address: string): string {
  const [name = '', host = ''] = address.split('@', 2);
  return `${name.slice(0, 1)}***@${host.slice(0, 1)}***${host.slice(host.lastIndexOf('.'))}`;
}
