import { decryptIge } from './aes-ige.ts';
import { type DhGroup, dhGroup } from './dh-group.ts';
import { KeyExchangeError } from './key-exchange-error.ts';
import { checkNonces, type Nonces, sha1, temporaryAes } from './nonces.ts';
import { TlReader } from './tl-reader.ts';

export type ServerDh = {
  group: DhGroup;
  gA: Buffer;
  /** Server clock minus ours. */
  timeOffsetSeconds: number;
};

/** Opens server_DH_params_ok#d0e8075c and checks all that is in it; server_DH_params_fail#79cb045d ends the exchange. */
export async function readServerDh(answer: Buffer, nonces: Nonces): Promise<ServerDh> {
  const reader = new TlReader(answer);
  const id = reader.id();
  if (id !== 0xd0e8075c && id !== 0x79cb045d) {
    throw new KeyExchangeError('UNEXPECTED_ANSWER', 'req_DH_params was not answered');
  }
  checkNonces(reader, nonces);
  if (id === 0x79cb045d) {
    if (!reader.raw(16).equals(sha1(nonces.newNonce).subarray(4))) throw wrongHash();
    throw new KeyExchangeError('SERVER_DH_PARAMS_FAIL', 'the data centre refused our numbers (server_DH_params_fail)');
  }
  return await readInner(decrypted(reader.string(), nonces), nonces);
}

/** answer_with_hash: SHA-1 of the answer, the answer, up to 15 bytes of padding. */
function decrypted(encrypted: Buffer, nonces: Nonces): Buffer {
  if (encrypted.length % 16 !== 0 || encrypted.length < 32) {
    throw new KeyExchangeError('UNEXPECTED_ANSWER', 'the encrypted answer is not whole blocks');
  }
  return decryptIge(encrypted, temporaryAes(nonces));
}

/** server_DH_inner_data#b5890dba nonce server_nonce g:int dh_prime:string g_a:string server_time:int */
async function readInner(plain: Buffer, nonces: Nonces): Promise<ServerDh> {
  const answer = plain.subarray(20);
  const reader = new TlReader(answer);
  if (reader.id() !== 0xb5890dba) throw wrongHash();
  checkNonces(reader, nonces);
  const generator = reader.int();
  const prime = reader.string();
  const gA = reader.string();
  const serverTimeSeconds = reader.int();
  const isWhole = sha1(answer.subarray(0, reader.offset)).equals(plain.subarray(0, 20));
  if (!isWhole || answer.length - reader.offset > 15) throw wrongHash();
  const group = await dhGroup(prime, generator);
  group.checkPublicValue(gA, "the data centre's number");
  return { group, gA, timeOffsetSeconds: serverTimeSeconds - Math.floor(Date.now() / 1000) };
}

function wrongHash(): KeyExchangeError {
  return new KeyExchangeError('WRONG_ANSWER_HASH', 'an answer does not match its hash');
}
