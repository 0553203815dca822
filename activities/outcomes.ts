import type { CallFailure, SignedInAccount } from '../domain/login-event.ts';
import { assertNever } from '../domain/assert-never.ts';
import type { Account, Failed, OpenFailure } from '../telegram/gateway.ts';

/** The gateway's failures in the rules' words. */
export function failureOf(failed: Failed): CallFailure {
  switch (failed.kind) {
    case 'refused':
      return failed;
    case 'lost':
      return { kind: 'lost' };
    case 'notSent':
      return { kind: 'notSent', code: 'DC_UNREACHABLE', detail: failed.reason };
    case 'libraryTooOld':
      return { kind: 'stopped', code: 'LIBRARY_TOO_OLD', detail: failed.constructorId };
    default:
      return assertNever(failed);
  }
}

/** No connection, so the call certainly did not happen. */
export function openFailureOf(failure: OpenFailure): CallFailure {
  switch (failure.code) {
    case 'DC_UNREACHABLE':
    case 'KEY_EXCHANGE_FAILED':
      return { kind: 'notSent', code: failure.code, detail: failure.reason };
    case 'TELEGRAM_REFUSED':
      return failure.error === undefined
        ? { kind: 'stopped', code: 'TELEGRAM_REFUSED', detail: failure.reason }
        : { kind: 'refused', error: failure.error };
    case 'AUTH_KEY_UNKNOWN':
    case 'API_ID_INVALID':
    case 'LIBRARY_TOO_OLD':
      return { kind: 'stopped', code: failure.code, detail: failure.reason };
    default:
      return assertNever(failure.code);
  }
}

export function accountOf({ userId, firstName, username }: Account): SignedInAccount {
  return username === undefined ? { userId, firstName } : { userId, firstName, username };
}
