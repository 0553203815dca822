/** Bytes whose buffer WebCrypto accepts. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Numbers of the protocol are 2048 bits: hashed and sent as 256 bytes, zeros in front. */
export const NUMBER_BYTES = 256;

export function fromBase64(text: string): Bytes {
  const binary = atob(text);
  return Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
}

export function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

export function join(...parts: Uint8Array[]): Bytes {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

export function xor(left: Uint8Array, right: Uint8Array): Bytes {
  return Uint8Array.from(left, (byte, i) => byte ^ (right[i] ?? 0));
}

/** Big-endian. */
export function toNumber(bytes: Uint8Array): bigint {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex === '' ? 0n : BigInt(`0x${hex}`);
}

/** Big-endian with zeros in front: a shorter form would hash to something else in one sign-in out of 256. */
export function padded(value: bigint): Bytes {
  const hex = value.toString(16).padStart(2 * NUMBER_BYTES, '0');
  return Uint8Array.from({ length: NUMBER_BYTES }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}
