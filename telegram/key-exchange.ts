import { randomBytes } from 'node:crypto';
import { encryptIge } from './key-exchange/aes-ige.ts';
import { toBigInt, toBytes } from './key-exchange/big-endian.ts';
import { factorise } from './key-exchange/factorise.ts';
import { KeyExchangeError } from './key-exchange/key-exchange-error.ts';
import { checkNonces, newNonceHash, type Nonces, sha1, temporaryAes } from './key-exchange/nonces.ts';
import { PlainMessages } from './key-exchange/plain-messages.ts';
import { rsaPad } from './key-exchange/rsa-pad.ts';
import { readServerDh, type ServerDh } from './key-exchange/server-dh.ts';
import { TlReader } from './key-exchange/tl-reader.ts';
import { TlWriter } from './key-exchange/tl-writer.ts';
import type { ServerKey } from './server-key.ts';
import type { Transport } from './transport.ts';

export type MadeKey = { authKey: Uint8Array; timeOffsetSeconds: number };

/** A data centre may ask for another number of ours when the key is taken, which chance never brings about. */
const RETRIES = 3;

/**
 * Makes an auth key over a dialled transport, with every check of https://core.telegram.org/mtproto/auth_key and
 * https://core.telegram.org/mtproto/security_guidelines.
 *
 * @throws {KeyExchangeError} when an answer is not as it must be; whatever the transport throws when it is lost
 */
export async function exchangeKey(
  transport: Pick<Transport, 'send' | 'recv'>,
  serverKey: ServerKey,
  dcId: number,
): Promise<MadeKey> {
  const plain = new PlainMessages(transport);
  const nonce = randomBytes(16);
  const { serverNonce, pq } = readResPq(await plain.ask(reqPqMulti(nonce)), nonce, serverKey);
  const nonces = { nonce, serverNonce, newNonce: randomBytes(32) };
  const answer = await plain.ask(reqDhParams(nonces, pq, serverKey, dcId));
  const serverDh = await readServerDh(answer, nonces);
  const authKey = await agree(plain, nonces, serverDh);
  return { authKey: Uint8Array.from(authKey), timeOffsetSeconds: serverDh.timeOffsetSeconds };
}

function reqPqMulti(nonce: Buffer): Buffer {
  return new TlWriter().id(0xbe7e8ef1).raw(nonce).bytes();
}

/** resPQ#05162463 nonce:int128 server_nonce:int128 pq:string server_public_key_fingerprints:Vector<long> */
function readResPq(
  answer: Buffer,
  nonce: Buffer,
  { fingerprint, hex }: ServerKey,
): { serverNonce: Buffer; pq: Buffer } {
  const reader = new TlReader(answer);
  if (reader.id() !== 0x05162463) throw new KeyExchangeError('UNEXPECTED_ANSWER', 'req_pq_multi was not answered');
  if (!reader.raw(16).equals(nonce)) throw new KeyExchangeError('WRONG_NONCE', 'an answer belongs to another exchange');
  const serverNonce = reader.raw(16);
  const pq = reader.string();
  // It is copied into p_q_inner_data as it came, and anybody in between may have written it.
  if (pq.length > 8)
    throw new KeyExchangeError('PQ_NOT_TWO_PRIMES', 'the number to factorise is not the product of two primes');
  if (!reader.longs().some((each) => each.equals(fingerprint))) {
    throw new KeyExchangeError(
      'UNKNOWN_SERVER_KEY',
      `the data centre does not have the key ${hex}. Check TELEGRAM_DC and TELEGRAM_DC_KEY`,
    );
  }
  return { serverNonce, pq };
}

/** req_DH_params with p_q_inner_data_dc#a9f55f95, which ties the key to the data centre it was meant for. */
function reqDhParams({ nonce, serverNonce, newNonce }: Nonces, pq: Buffer, key: ServerKey, dcId: number): Buffer {
  const factors = factorise(toBigInt(pq));
  const [p, q] = [toBytes(factors.p), toBytes(factors.q)];
  const inner = new TlWriter()
    .id(0xa9f55f95)
    .string(pq)
    .string(p)
    .string(q)
    .raw(nonce)
    .raw(serverNonce)
    .raw(newNonce)
    .int(dcId);
  return new TlWriter()
    .id(0xd712e4be)
    .raw(nonce)
    .raw(serverNonce)
    .string(p)
    .string(q)
    .raw(key.fingerprint)
    .string(rsaPad(inner.bytes(), key))
    .bytes();
}

async function agree(plain: PlainMessages, nonces: Nonces, { group, gA }: ServerDh): Promise<Buffer> {
  let retryId: Buffer = Buffer.alloc(8);
  for (let attempt = 0; attempt <= RETRIES; attempt += 1) {
    const b = randomBytes(256);
    const gB = group.power(b);
    group.checkPublicValue(gB, 'our own number');
    const authKey = group.powerOf(gA, b);
    const authKeyAuxHash = sha1(authKey).subarray(0, 8);
    const verdict = readDhGen(await plain.ask(setClientDhParams(nonces, retryId, gB)), nonces, authKeyAuxHash);
    if (verdict === 'ok') return authKey;
    retryId = authKeyAuxHash;
  }
  throw new KeyExchangeError('TOO_MANY_RETRIES', 'the data centre wanted another number again and again');
}

/** set_client_DH_params with client_DH_inner_data#6643b654; `retryId`: the aux hash of the key that was refused, or 0. */
function setClientDhParams(nonces: Nonces, retryId: Buffer, gB: Buffer): Buffer {
  const { nonce, serverNonce } = nonces;
  const inner = new TlWriter().id(0x6643b654).raw(nonce).raw(serverNonce).raw(retryId).string(gB).bytes();
  const hashed = Buffer.concat([sha1(inner), inner]);
  const padded = Buffer.concat([hashed, randomBytes((16 - (hashed.length % 16)) % 16)]);
  return new TlWriter()
    .id(0xf5045f1f)
    .raw(nonce)
    .raw(serverNonce)
    .string(encryptIge(padded, temporaryAes(nonces)))
    .bytes();
}

const dhGen = {
  0x3bcbf734: { hash: 1, verdict: 'ok' },
  0x46dc1fb9: { hash: 2, verdict: 'retry' },
  0xa69dae02: { hash: 3, verdict: 'fail' },
} as const;

function readDhGen(answer: Buffer, nonces: Nonces, authKeyAuxHash: Buffer): 'ok' | 'retry' {
  const reader = new TlReader(answer);
  const id = reader.id();
  if (!isDhGen(id)) throw new KeyExchangeError('UNEXPECTED_ANSWER', 'set_client_DH_params was not answered');
  const { hash, verdict } = dhGen[id];
  checkNonces(reader, nonces);
  if (!reader.raw(16).equals(newNonceHash(nonces, hash, authKeyAuxHash))) {
    throw new KeyExchangeError('WRONG_NEW_NONCE_HASH', 'the data centre did not prove that it has the same key');
  }
  if (verdict === 'fail') throw new KeyExchangeError('DH_GEN_FAIL', 'the data centre made no key (dh_gen_fail)');
  return verdict;
}

function isDhGen(id: number): id is keyof typeof dhGen {
  return Object.hasOwn(dhGen, id);
}
