import type { RsaBlock } from '../crypto/rsa-block.ts';
import { TlReader } from '../tl/tl-reader.ts';
import { KeyExchangeError } from './key-exchange-error.ts';

export interface PqInnerData {
  readonly p: Buffer;
  readonly q: Buffer;
  readonly nonce: Buffer;
  readonly serverNonce: Buffer;
  readonly newNonce: Buffer;
  readonly dcId: number | undefined;
  /** Present in the temporary forms. */
  readonly expiresInSeconds: number | undefined;
}

/** All four forms of p_q_inner_data. */
export function readPqInnerData(block: RsaBlock): PqInnerData {
  const reader = new TlReader(block.data);
  const id = reader.id();
  const withDc = id === 0xa9f55f95 || id === 0x56fddf88;
  const temporary = id === 0x3c6a84d4 || id === 0x56fddf88;
  if (!withDc && !temporary && id !== 0x83c95aec) {
    throw new KeyExchangeError(`#${id.toString(16)} is no p_q_inner_data`);
  }
  reader.blob(); // pq, which is p times q
  const inner = {
    p: reader.blob(),
    q: reader.blob(),
    nonce: reader.raw(16),
    serverNonce: reader.raw(16),
    newNonce: Buffer.from(reader.raw(32)),
    dcId: withDc ? reader.int() : undefined,
    expiresInSeconds: temporary ? reader.int() : undefined,
  };
  if (!block.checkLength(reader.offset)) throw new KeyExchangeError('p_q_inner_data has a wrong hash');
  return inner;
}
