import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';
import { type Bytes, fromBase64 } from './bytes.ts';
import { SrpError } from './srp-error.ts';

/** @throws {SrpError} CHALLENGE_MALFORMED */
export function readBytes(base64: string, field: string): Bytes {
  try {
    return fromBase64(base64);
  } catch {
    throw malformed(fill(texts.srp.notBase64, { field }));
  }
}

export function malformed(what: string): SrpError {
  return new SrpError('CHALLENGE_MALFORMED', fill(texts.srp.malformed, { what }));
}
