import { sha256 } from '../crypto/digest.ts';
import { decryptFromClient } from '../crypto/message-crypto.ts';
import type { AuthKey } from '../key-exchange/auth-key.ts';
import { TlReader } from '../tl/tl-reader.ts';

/** Thrown on what breaks the message layer's rules; the connection is closed. */
class MessageError extends Error {
  override readonly name = 'MessageError';
}

export interface Message {
  readonly msgId: bigint;
  readonly seqNo: number;
  /** Starts with its constructor id. */
  readonly body: Buffer;
}

export interface Envelope extends Message {
  readonly salt: bigint;
  readonly sessionId: bigint;
  /** Computed only when asked for. */
  quickAckToken(): number;
}

/** `frame` is key id, msg_key, encrypted data; a padded transport's rest behind it is cut off. */
export function openEnvelope(key: AuthKey, frame: Buffer): Envelope {
  const length = (frame.length - 24) & ~15;
  if (length < 48) throw new MessageError(`encrypted message of ${length} bytes`);
  const plain = decryptFromClient(key.bytes, frame.subarray(8, 24), frame.subarray(24, 24 + length));
  if (plain === undefined) throw new MessageError('msg_key does not match');
  const reader = new TlReader(plain);
  const salt = reader.long();
  const sessionId = reader.long();
  const message = readMessage(reader);
  // core.telegram.org/mtproto/description: 12 to 1024 bytes of padding.
  if (reader.left < 12 || reader.left > 1024) throw new MessageError(`padding of ${reader.left} bytes`);
  return { salt, sessionId, ...message, quickAckToken: () => quickAckToken(key, plain) };
}

/** The first 32 bits of the hash that msg_key is a part of, the last of them set: mtproto-transports, "Quick ack". */
function quickAckToken(key: AuthKey, plain: Buffer): number {
  return (sha256(key.bytes.subarray(88, 120), plain).readUInt32LE() | 0x80000000) >>> 0;
}

export const containerId = 0x73f1f8dc;
/** core.telegram.org/mtproto/service_messages, as clients keep it. */
const maxContainerMessages = 1020;

/** `body` is a whole msg_container; undefined when it cannot be read. */
export function openContainer(body: Buffer): Message[] | undefined {
  try {
    const reader = new TlReader(body, 4);
    const count = reader.int();
    if (count < 0 || count > maxContainerMessages) return undefined;
    return Array.from({ length: count }, () => readMessage(reader));
  } catch {
    return undefined;
  }
}

function readMessage(reader: TlReader): Message {
  const msgId = reader.long();
  const seqNo = reader.int();
  const length = reader.int();
  if (length < 4 || length % 4 !== 0) throw new MessageError(`message of ${length} bytes`);
  return { msgId, seqNo, body: reader.raw(length) };
}
