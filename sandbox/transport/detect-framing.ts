import { abridged } from './abridged.ts';
import { full } from './full.ts';
import { intermediate } from './intermediate.ts';
import { obfuscated, obfuscationHeaderBytes } from './obfuscated.ts';
import type { Framing } from './framing.ts';

/** What a connection begins with: a transport and the bytes that belong to it, or an HTTP request. */
export type Detected = { readonly framing: Framing; readonly rest: Buffer } | 'http';

/**
 * Tells the transport by a connection's first bytes; `undefined` while there are too few.
 * Source: core.telegram.org/mtproto/mtproto-transports.
 */
export function detectFraming(start: Buffer): Detected | undefined {
  if (start.length < 1) return undefined;
  if (start[0] === 0xef) return { framing: abridged(), rest: start.subarray(1) };
  if (start.length < 4) return undefined;
  const first = start.readUInt32LE();
  // 'GET ', which obfuscated headers must not begin with.
  if (first === 0x20544547) return 'http';
  if (first === 0xeeeeeeee) {
    return { framing: intermediate({ padded: false }), rest: start.subarray(4) };
  }
  if (first === 0xdddddddd) {
    return { framing: intermediate({ padded: true }), rest: start.subarray(4) };
  }
  if (start.length < 8) return undefined;
  // Full: the second word is the frame counter, 0 in the first frame. Obfuscated headers
  // must not have it 0, for exactly this reason.
  if (start.readUInt32LE(4) === 0) return { framing: full(), rest: start };
  return detectObfuscated(start);
}

/** Inside a WebSocket there is the obfuscated transport and no other. */
export function detectObfuscated(start: Buffer): Detected | undefined {
  if (start.length < obfuscationHeaderBytes) return undefined;
  return {
    framing: obfuscated(start.subarray(0, obfuscationHeaderBytes)),
    rest: start.subarray(obfuscationHeaderBytes),
  };
}
