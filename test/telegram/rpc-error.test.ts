import { describe, expect, it } from 'vitest';
import { parseRpcError } from '../../telegram/rpc-error.ts';

describe('parseRpcError', () => {
  it.each([
    [420, 'FLOOD_WAIT_33', { name: 'FLOOD_WAIT_X', value: 33 }],
    [420, 'FLOOD_PREMIUM_WAIT_5', { name: 'FLOOD_PREMIUM_WAIT_X', value: 5 }],
    [303, 'PHONE_MIGRATE_4', { name: 'PHONE_MIGRATE_X', value: 4 }],
    [420, '2FA_CONFIRM_WAIT_604800', { name: '2FA_CONFIRM_WAIT_X', value: 604_800 }],
    [500, 'INTERDC_3_CALL_RICH_ERROR', { name: 'INTERDC_X_CALL_RICH_ERROR', value: 3 }],
    [400, 'EMAIL_UNCONFIRMED_6', { name: 'EMAIL_UNCONFIRMED_X', value: 6 }],
    [400, 'AUTH_TOKEN_INVALID2', { name: 'AUTH_TOKEN_INVALID2' }],
    [401, 'SESSION_PASSWORD_NEEDED', { name: 'SESSION_PASSWORD_NEEDED' }],
    [403, 'RECAPTCHA_CHECK_login__6Lc_8', { name: 'RECAPTCHA_CHECK_X' }],
    [403, 'INTEGRITY_CHECK_CLASSIC_123_abc', { name: 'INTEGRITY_CHECK_CLASSIC_X' }],
    [403, 'APNS_VERIFY_CHECK_abc', { name: 'APNS_VERIFY_CHECK_X' }],
    [-503, 'Timeout', { name: 'Timeout' }],
    [418, 'TEAPOT_9_IS_SHORT', { name: 'TEAPOT_X_IS_SHORT', value: 9 }],
    [400, '', { name: '' }],
  ])('reads %i %s', (code, raw, parsed) => {
    expect(parseRpcError(code, raw)).toEqual({ code, raw, ...parsed });
  });
});
