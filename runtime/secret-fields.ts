/**
 * The fields whose values must never stand in a log or an error shown to somebody. The one list: pino's redact paths, the
 * walk over logged objects and the scrubber of texts are all made from it. Spelling does not matter (`phone_code_hash`).
 */
export const secretFields = [
  'code',
  'phoneCode',
  'emailCode',
  'email',
  'recoveryCode',
  'otp',
  'password',
  'newPassword',
  'newSettings',
  'newPasswordHash',
  'verifier',
  'passphrase',
  'secret',
  'proof',
  'challenge',
  'srp',
  'srpB',
  'srpId',
  'salt1',
  'salt2',
  'a',
  'm1',
  'phoneCodeHash',
  'hash',
  'apiHash',
  'authKey',
  'key',
  'keys',
  'privateKey',
  'session',
  'sessionString',
  'token',
  'futureToken',
  'futureAuthToken',
  'logoutTokens',
  'botToken',
  'refreshToken',
  'authorization',
  'cookie',
  'setCookie',
  'link',
  'env',
  'payload',
  'payloads',
] as const;

/** Fields that hold a phone number: shown by its last 4 digits. */
export const phoneFields = ['phone', 'phoneNumber', 'e164'] as const;

/** Fields of OpenTelemetry that look like keys, and that a log is searched by. */
export const traceFields = ['traceId', 'spanId', 'traceFlags'] as const;

/** What stands in place of a secret. */
export const hidden = '[redacted]';

/** A field's name without its spelling: `phone_code_hash`, `phoneCodeHash` and `Phone-Code-Hash` are one. */
export function fieldName(field: string): string {
  return field.replaceAll(/[_-]/g, '').toLowerCase();
}
