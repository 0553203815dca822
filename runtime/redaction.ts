import { maskPhone, scrubText } from './scrub-text.ts';
import { fieldName, hidden, phoneFields, secretFields, traceFields } from './secret-fields.ts';

const secretNames = new Set<string>(secretFields.map(fieldName));
const phoneNames = new Set<string>(phoneFields.map(fieldName));
const traceNames = new Set<string>(traceFields.map(fieldName));

/**
 * pino's `redact.paths`, for the top and two levels down: the first fence, and the one for loggers that are not ours.
 * Deeper fields, other spellings and texts fall to {@link redactFields}. `code` is left to it too: it also names errors.
 */
export const redactPaths: string[] = ['', '*.', '*.*.'].flatMap((prefix) =>
  secretFields.filter((field) => field !== 'code').map((field) => `${prefix}${field}`),
);

/** A copy of plain JSON data without secrets, at any depth: secret fields replaced, phone numbers masked, texts scrubbed. */
export function redactFields(value: unknown): unknown {
  return redacted(value, '', false);
}

function redacted(value: unknown, field: string, ofError: boolean): unknown {
  const name = fieldName(field);
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  const bytes = byteCount(value);
  if (bytes !== undefined) return `[${bytes} bytes]`;
  if (Array.isArray(value)) return value.map((item) => redacted(item, field, ofError));
  if (typeof value === 'object') {
    if (secretNames.has(name)) return hidden;
    const isError = 'message' in value || 'stack' in value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [scrubText(key), redacted(item, key, isError)]),
    );
  }
  if (typeof value !== 'string' && typeof value !== 'number') return hidden;
  if (phoneNames.has(name)) return maskPhone(String(value));
  if (traceNames.has(name)) return value;
  if (secretNames.has(name)) return name === 'code' && isErrorCode(value, ofError) ? value : hidden;
  return typeof value === 'string' ? scrubText(value) : value;
}

/** Keys and sessions also come as JSON of bytes: an array of numbers, or an object of numbers by index (a Uint8Array). */
function byteCount(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const items: unknown[] = Array.isArray(value) ? value : '0' in value && '15' in value ? Object.values(value) : [];
  const allBytes = items.every((item) => typeof item === 'number' && Number.isInteger(item) && item >= 0 && item < 256);
  return items.length >= 16 && allBytes ? items.length : undefined;
}

/** `code` names two things: what a person types, and which error it was. The second is what a log is read for. */
function isErrorCode(value: string | number, ofError: boolean): boolean {
  if (typeof value === 'number') return value < 1000;
  if (/^E[A-Z]{3,}$|^[A-Z0-9]+(_[A-Z0-9]+)+$/.test(value)) return true;
  return ofError && /^[A-Z]+$/.test(value);
}
