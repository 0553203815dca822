import { generatePrimeSync, randomBytes } from 'node:crypto';
import { createModExp, dhGenerator, dhPrime } from '../crypto/mod-exp.ts';
import type { ModExp } from '../crypto/mod-exp.ts';
import type { ServerKey } from '../crypto/rsa-key.ts';
import { openRsaBlock } from '../crypto/rsa-block.ts';
import { igeDecrypt, igeEncrypt, xor } from '../crypto/aes-ige.ts';
import { sha1 } from '../crypto/digest.ts';
import { padLeft, toBigInt, toBytes, trimLeft } from '../crypto/big-endian.ts';
import { TlReader } from '../tl/tl-reader.ts';
import { TlWriter } from '../tl/tl-writer.ts';
import { forged, forgedGa, forgedPq, forgedPrime } from './forgeries.ts';
import type { Forges } from './forgeries.ts';
import { KeyExchangeError } from './key-exchange-error.ts';
import { readPqInnerData } from './pq-inner-data.ts';

export interface KeyExchangeDependencies {
  readonly dcId: number;
  readonly serverKey: ServerKey;
  readonly modExp: ModExp;
  nowMs(): number;
  readonly forges: Forges;
  /** False when a key with this id exists; the client is then asked to try again. */
  keep(key: { bytes: Buffer; initialSalt: bigint; expiresInSeconds: number | undefined }): boolean;
}

interface Progress {
  readonly nonce: Buffer;
  readonly serverNonce: Buffer;
  readonly p: Buffer;
  readonly q: Buffer;
  /** What retry_id must be: 0 at first, then the aux hash of the key that was refused. */
  retryId: Buffer;
  secrets?: {
    newNonce: Buffer;
    a: Buffer;
    modExp: ModExp;
    aes: { key: Buffer; iv: Buffer };
    expiresInSeconds: number | undefined;
  };
}

/**
 * The server's side of core.telegram.org/mtproto/auth_key, one per connection: answers
 * req_pq(_multi), req_DH_params and set_client_DH_params, in this order.
 */
export class KeyExchange {
  private readonly deps: KeyExchangeDependencies;
  private progress: Progress | undefined;

  constructor(deps: KeyExchangeDependencies) {
    this.deps = deps;
  }

  answer(request: Buffer): Buffer | undefined {
    const reader = new TlReader(request);
    const id = reader.id();
    switch (id) {
      case 0x60469778: // req_pq
      case 0xbe7e8ef1: // req_pq_multi
        return this.resPq(reader.raw(16));
      case 0xd712e4be: // req_DH_params
        return this.serverDhParams(reader);
      case 0xf5045f1f: // set_client_DH_params
        return this.dhGen(reader);
      case 0x62d6b459: // msgs_ack, which some clients send here
        return undefined;
      default:
        throw new KeyExchangeError(`#${id.toString(16)} is no step of the key exchange`);
    }
  }

  private resPq(nonce: Buffer): Buffer {
    // Two 31-bit primes: pq stays below 2^63, which clients read as a signed number.
    const first = generatePrimeSync(31, { bigint: true });
    let second = first;
    while (second === first) second = generatePrimeSync(31, { bigint: true });
    const [p, q] = first < second ? [first, second] : [second, first];
    this.progress = {
      nonce: Buffer.from(nonce),
      serverNonce: randomBytes(16),
      p: toBytes(p, 4),
      q: toBytes(q, 4),
      retryId: Buffer.alloc(8),
    };
    const { forges } = this.deps;
    const pq = forgedPq(forges);
    return new TlWriter()
      .id(0x05162463)
      .raw(forged(nonce, forges('nonce')))
      .raw(this.progress.serverNonce)
      .blob(pq === undefined ? toBytes(p * q, forges('pqLong') ? 200 : 8) : toBytes(pq, pq >> 64n === 0n ? 8 : 10))
      .longs([forges('unknownServerKey') ? 1n : this.deps.serverKey.fingerprint])
      .bytes();
  }

  private serverDhParams(reader: TlReader): Buffer {
    const progress = this.sameNonces(reader);
    const p = reader.blob();
    const q = reader.blob();
    if (!trimLeft(p).equals(progress.p) || !trimLeft(q).equals(progress.q)) throw new KeyExchangeError('wrong p or q');
    if (reader.long() !== this.deps.serverKey.fingerprint) {
      throw new KeyExchangeError('unknown key fingerprint');
    }
    const block = openRsaBlock(this.deps.serverKey, reader.blob());
    if (block === undefined) throw new KeyExchangeError('RSA block does not open');
    const inner = readPqInnerData(block);
    if (
      !inner.nonce.equals(progress.nonce) ||
      !inner.serverNonce.equals(progress.serverNonce) ||
      !trimLeft(inner.p).equals(trimLeft(p)) ||
      !trimLeft(inner.q).equals(trimLeft(q))
    ) {
      throw new KeyExchangeError('p_q_inner_data differs from req_DH_params');
    }
    // Test data centres count from 10000, media ones are negative.
    if (inner.dcId !== undefined && Math.abs(inner.dcId) % 10_000 !== this.deps.dcId) {
      throw new KeyExchangeError(`meant for data centre ${inner.dcId}`, -444);
    }
    const { forges } = this.deps;
    if (forges('dhParamsFail')) {
      const hash = forged(sha1(inner.newNonce).subarray(4, 20), forges('newNonceHash'));
      return new TlWriter().id(0x79cb045d).raw(progress.nonce).raw(progress.serverNonce).raw(hash).bytes();
    }
    const a = randomBytes(256);
    // Carried through to the end: a client that does not look at the prime gets its key.
    const otherPrime = forgedPrime(forges);
    const modExp = otherPrime === undefined ? this.deps.modExp : createModExp(otherPrime);
    const aes = temporaryAes(inner.newNonce, progress.serverNonce);
    progress.secrets = { newNonce: inner.newNonce, a, modExp, aes, expiresInSeconds: inner.expiresInSeconds };
    const answer = new TlWriter()
      .id(0xb5890dba)
      .raw(forged(progress.nonce, forges('innerNonce')))
      .raw(forged(progress.serverNonce, forges('innerServerNonce')))
      .int(forges('generator') ? 2 : dhGenerator)
      .blob(otherPrime ?? dhPrime)
      .blob(forgedGa(forges) ?? modExp.power(a))
      .int(Math.floor(this.deps.nowMs() / 1000))
      .bytes();
    const hashed = Buffer.concat([forged(sha1(answer), forges('answerHash')), answer]);
    const padded = Buffer.concat([hashed, randomBytes((16 - (hashed.length % 16)) % 16)]);
    return new TlWriter()
      .id(0xd0e8075c)
      .raw(progress.nonce)
      .raw(forged(progress.serverNonce, forges('serverNonce')))
      .blob(igeEncrypt(padded, aes.key, aes.iv))
      .bytes();
  }

  private dhGen(reader: TlReader): Buffer {
    const progress = this.sameNonces(reader);
    const secrets = progress.secrets;
    if (secrets === undefined) throw new KeyExchangeError('set_client_DH_params came too early');
    const encrypted = reader.blob();
    if (encrypted.length === 0 || encrypted.length % 16 !== 0) {
      throw new KeyExchangeError('encrypted data is not whole AES blocks');
    }
    const gB = readClientInnerData(igeDecrypt(encrypted, secrets.aes.key, secrets.aes.iv), progress);
    const bytes = inBounds(gB) ? secrets.modExp.powerOf(padLeft(gB, 256), secrets.a) : undefined;
    const keyHash = sha1(bytes ?? Buffer.alloc(256));
    const answer = (id: number, number: number): Buffer =>
      new TlWriter()
        .id(id)
        .raw(progress.nonce)
        .raw(forged(progress.serverNonce, forges('lastServerNonce')))
        .raw(
          forged(
            sha1(secrets.newNonce, Buffer.from([number]), keyHash.subarray(0, 8)).subarray(4, 20),
            forges('newNonceHash'),
          ),
        )
        .bytes();
    const { forges } = this.deps;
    if (bytes === undefined || forges('dhGenFail')) return answer(0xa69dae02, 3); // dh_gen_fail
    const salt = xor(secrets.newNonce.subarray(0, 8), progress.serverNonce.subarray(0, 8));
    const { expiresInSeconds } = secrets;
    const kept =
      !forges('dhGenRetry') && this.deps.keep({ bytes, initialSalt: salt.readBigInt64LE(), expiresInSeconds });
    if (!kept) {
      progress.retryId = Buffer.from(keyHash.subarray(0, 8));
      return answer(0x46dc1fb9, 2); // dh_gen_retry
    }
    this.progress = undefined;
    return answer(0x3bcbf734, 1); // dh_gen_ok
  }

  private sameNonces(reader: TlReader): Progress {
    const progress = this.progress;
    if (progress === undefined) throw new KeyExchangeError('req_pq was not sent first');
    if (!reader.raw(16).equals(progress.nonce) || !reader.raw(16).equals(progress.serverNonce)) {
      throw new KeyExchangeError('wrong nonces');
    }
    return progress;
  }
}

function readClientInnerData(plain: Buffer, progress: Progress): Buffer {
  const reader = new TlReader(plain, 20);
  if (reader.id() !== 0x6643b654) throw new KeyExchangeError('client_DH_inner_data expected');
  const nonces = reader.raw(32);
  if (!reader.raw(8).equals(progress.retryId)) throw new KeyExchangeError('wrong retry_id');
  const gB = reader.blob();
  if (!sha1(plain.subarray(20, reader.offset)).equals(plain.subarray(0, 20))) {
    throw new KeyExchangeError('client_DH_inner_data has a wrong hash');
  }
  if (!nonces.equals(Buffer.concat([progress.nonce, progress.serverNonce]))) {
    throw new KeyExchangeError('client_DH_inner_data has wrong nonces');
  }
  return gB;
}

/** 2^1984 < g_b < p - 2^1984, the bounds that the specification recommends. */
function inBounds(gB: Buffer): boolean {
  const value = toBigInt(gB);
  const margin = 1n << 1984n;
  return value > margin && value < toBigInt(dhPrime) - margin;
}

function temporaryAes(newNonce: Buffer, serverNonce: Buffer): { key: Buffer; iv: Buffer } {
  const newServer = sha1(newNonce, serverNonce);
  const serverNew = sha1(serverNonce, newNonce);
  const newNew = sha1(newNonce, newNonce);
  return {
    key: Buffer.concat([newServer, serverNew.subarray(0, 12)]),
    iv: Buffer.concat([serverNew.subarray(12), newNew, newNonce.subarray(0, 4)]),
  };
}
