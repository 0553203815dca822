import type { Api } from 'telegram/tl/index.js';
import { decryptFromClientV1 } from '../../crypto/message-crypto-v1.ts';
import type { AuthKey } from '../../key-exchange/auth-key.ts';
import { TlReader } from '../../tl/tl-reader.ts';
import type { Call } from '../call.ts';
import type { Answer } from '../method.ts';
import { boolAnswer } from '../method.ts';
import { RpcError } from '../rpc-error.ts';

/** random:int128 msg_id:long seq_no:int length:int, then bind_auth_key_inner of 40 bytes. */
const innerBytes = 32 + 40;

/** Source: core.telegram.org/method/auth.bindTempAuthKey. From here on the temporary key acts for the permanent one. */
export function bindTempAuthKey(request: Api.auth.BindTempAuthKey, call: Call): Answer {
  const { sessionKey, keys, nowMs } = call;
  if (sessionKey.expiresAtMs === undefined) throw new RpcError(400, 'TEMP_AUTH_KEY_EMPTY');
  if (request.expiresAt * 1000 <= nowMs) throw new RpcError(400, 'EXPIRES_AT_INVALID');
  const permanent = keys.get(request.encryptedMessage.subarray(0, 8).toString('hex'));
  if (permanent === undefined || permanent.expiresAtMs !== undefined || !isProof(request, call, permanent)) {
    throw new RpcError(400, 'ENCRYPTED_MESSAGE_INVALID');
  }
  if (sessionKey.permanent !== undefined && sessionKey.permanent !== permanent) {
    throw new RpcError(400, 'TEMP_AUTH_KEY_ALREADY_BOUND');
  }
  sessionKey.permanent = permanent;
  sessionKey.expiresAtMs = Math.min(sessionKey.expiresAtMs, request.expiresAt * 1000);
  return boolAnswer(true);
}

/** Only who has the permanent key can have written it, and for this request alone. */
function isProof(request: Api.auth.BindTempAuthKey, call: Call, permanent: AuthKey): boolean {
  const { encryptedMessage } = request;
  const message = { msgKey: encryptedMessage.subarray(8, 24), encrypted: encryptedMessage.subarray(24) };
  const plain = decryptFromClientV1(permanent.bytes, message, innerBytes);
  if (plain === undefined) return false;
  const reader = new TlReader(plain, 16);
  const permanentId = permanent.idBytes.readBigInt64LE();
  return (
    reader.long() === call.msgId &&
    reader.int() === 0 &&
    reader.int() === 40 &&
    reader.id() === 0x75a3f765 &&
    reader.long() === BigInt(request.nonce.toString()) &&
    reader.long() === call.sessionKey.idBytes.readBigInt64LE() &&
    reader.long() === permanentId &&
    permanentId === BigInt(request.permAuthKeyId.toString()) &&
    reader.long() === call.sessionId &&
    reader.int() === request.expiresAt
  );
}
