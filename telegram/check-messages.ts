import { createHash } from 'node:crypto';
import { BinaryReader } from 'telegram/extensions/BinaryReader.js';
import { SecurityError } from 'telegram/errors/index.js';
import type { AuthKey } from 'telegram/crypto/AuthKey.js';
import type { MTProtoState } from 'telegram/network/MTProtoState.js';
import { TLMessage } from 'telegram/tl/core/TLMessage.js';
import { decryptIge } from './key-exchange/aes-ige.ts';
import type { MessageIds } from './message-ids.ts';

/** key id, msg_key; then, encrypted: salt, session id, msg_id, seq_no, length. */
const OUTER_BYTES = 24;
const INNER_BYTES = 32;

/**
 * Gives GramJS's session state the checks that it leaves out or has commented: session id, length, padding, and what a msg_id
 * may be. A message that fails one is dropped, as if it had not come.
 * Source: https://core.telegram.org/mtproto/security_guidelines.
 */
export function checkMessages(state: MTProtoState, authKey: AuthKey, ids: MessageIds): void {
  const key = authKey.getKey() ?? Buffer.alloc(0);
  const keyId = createHash('sha1').update(key).digest().subarray(12);
  const readTransportError = state.decryptMessageData.bind(state);
  // Throws SecurityError, which GramJS answers by reading on. GramJS holds the state in several places: it stays the same object.
  state.decryptMessageData = async (packet) => {
    if (packet.length < OUTER_BYTES) return await readTransportError(packet);
    if (!packet.subarray(0, 8).equals(keyId)) throw new SecurityError('another auth key');
    const plain = await decrypted(state, key, packet);
    const length = plain.readInt32LE(28);
    const padding = plain.length - INNER_BYTES - length;
    if (length < 4 || length % 4 !== 0 || padding < 12 || padding > 1024) throw new SecurityError('a wrong length');
    if (plain.readBigInt64LE(8) !== sessionIdOf(state)) throw new SecurityError('another session');
    if (!ids.accepts(plain.readBigUInt64LE(16))) throw new SecurityError('a repeated or impossible msg_id');
    const reader = new BinaryReader(plain.subarray(16, INNER_BYTES + length));
    const msgId = reader.readLong();
    const seqNo = reader.readInt();
    reader.readInt();
    return new TLMessage(msgId, seqNo, reader.tgReadObject());
  };
}

async function decrypted(state: MTProtoState, key: Buffer, packet: Buffer): Promise<Buffer> {
  const msgKey = packet.subarray(8, OUTER_BYTES);
  const encrypted = packet.subarray(OUTER_BYTES);
  if (encrypted.length < INNER_BYTES + 16 || encrypted.length % 16 !== 0) throw new SecurityError('no whole blocks');
  const plain = decryptIge(encrypted, await state._calcKey(key, msgKey, false));
  const expected = createHash('sha256').update(key.subarray(96, 128)).update(plain).digest().subarray(8, 24);
  if (!expected.equals(msgKey)) throw new SecurityError('a wrong msg_key');
  return plain;
}

function sessionIdOf(state: MTProtoState): bigint {
  return BigInt.asIntN(64, BigInt(String(Reflect.get(state, 'id'))));
}
