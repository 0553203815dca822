import { constants, publicEncrypt, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { encryptIge } from '../../telegram/key-exchange/aes-ige.ts';
import { toBigInt, toBytes } from '../../telegram/key-exchange/big-endian.ts';
import { factorise } from '../../telegram/key-exchange/factorise.ts';
import { type Nonces, sha1, temporaryAes } from '../../telegram/key-exchange/nonces.ts';
import { rsaPad } from '../../telegram/key-exchange/rsa-pad.ts';
import { readServerDh, type ServerDh } from '../../telegram/key-exchange/server-dh.ts';
import { TlReader } from '../../telegram/key-exchange/tl-reader.ts';
import { TlWriter } from '../../telegram/key-exchange/tl-writer.ts';
import { readServerKey, type ServerKey } from '../../telegram/server-key.ts';
import { changes, withChanges } from './mutated.ts';
import { PlainLine } from './plain-line.ts';
import { FindingError, type OpenTarget } from './target.ts';

const EXCHANGES_PER_BATCH = 10;
/** dh_gen_ok, dh_gen_retry, dh_gen_fail. */
const LAST_ANSWERS = [0x3bcbf734, 0x46dc1fb9, 0xa69dae02];

/** Most steps stay right, so that the ones behind them are reached. */
const seldom = fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: changes });
const exchange = fc.record({
  /** p_q_inner_data, its form with a data centre, and the temporary ones of both. */
  form: fc.constantFrom(0x83c95aec, 0xa9f55f95, 0x3c6a84d4, 0x56fddf88),
  rsa: fc.constantFrom('pad' as const, 'old' as const),
  inner: seldom,
  block: seldom,
  gB: fc.constantFrom('right' as const, 'zeros in front', 'nothing', 'zero', 'one', 'huge'),
  retryId: fc.constantFrom(0n, 0n, 0n, 1n),
  clientInner: seldom,
  client: seldom,
});
type Exchange = typeof exchange extends fc.Arbitrary<infer Value> ? Value : never;

/** Key exchanges that are right up to a point: RSA blocks, p_q_inner_data and set_client_DH_params with something changed. */
export const openExchangeTarget: OpenTarget = ({ port, publicKeyPem }) => {
  const key = readServerKey(publicKeyPem);
  return {
    fire: async (seed) => {
      const batch = fc.sample(exchange, { seed, numRuns: EXCHANGES_PER_BATCH });
      await Promise.all(batch.map((each) => exchangeWith(port, key, each)));
    },
    close: () => undefined,
  };
};

async function exchangeWith(port: number, key: ServerKey, plan: Exchange): Promise<void> {
  const line = await PlainLine.open(port);
  try {
    const nonce = randomBytes(16);
    const resPq = await line.ask(new TlWriter().id(0xbe7e8ef1).raw(nonce).bytes());
    if (resPq === undefined) throw new FindingError('req_pq_multi was refused');
    const reader = new TlReader(resPq.subarray(20));
    const nonces = { nonce, serverNonce: reader.raw(16), newNonce: randomBytes(32) };
    const answer = await line.ask(reqDhParams(nonces, reader.string(), key, plan));
    if (answer === undefined) return;
    const serverDh = await readServerDh(answer, nonces).catch((error: unknown) => {
      // A change may have hit the new nonce, with which the answer is encrypted.
      if (plan.inner.length + plan.block.length === 0) throw error;
    });
    if (serverDh === undefined) return;
    const last = await line.ask(setClientDhParams(nonces, serverDh, plan));
    if (last !== undefined && !LAST_ANSWERS.includes(last.readUInt32LE()))
      throw new FindingError(`set_client_DH_params was answered with #${last.readUInt32LE().toString(16)}`);
  } finally {
    line.close();
  }
}

function reqDhParams({ nonce, serverNonce, newNonce }: Nonces, pq: Buffer, key: ServerKey, plan: Exchange): Buffer {
  const factors = factorise(toBigInt(pq));
  const [p, q] = [toBytes(factors.p), toBytes(factors.q)];
  const inner = new TlWriter().id(plan.form).string(pq).string(p).string(q).raw(nonce).raw(serverNonce).raw(newNonce);
  if (plan.form === 0xa9f55f95 || plan.form === 0x56fddf88) inner.int(2);
  if (plan.form === 0x3c6a84d4 || plan.form === 0x56fddf88) inner.int(60);
  const data = withChanges(inner.bytes(), plan.inner).subarray(0, 144);
  const block = plan.rsa === 'pad' ? rsaPad(data, key) : oldBlock(data, key);
  return new TlWriter()
    .id(0xd712e4be)
    .raw(nonce)
    .raw(serverNonce)
    .string(p)
    .string(q)
    .raw(key.fingerprint)
    .string(withChanges(block, plan.block))
    .bytes();
}

/** SHA-1, data, padding below the modulus: what clients sent before RSA_PAD. */
function oldBlock(data: Buffer, { publicKey }: ServerKey): Buffer {
  const block = Buffer.concat([Buffer.alloc(1), sha1(data), data, randomBytes(235 - data.length)]);
  return publicEncrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, block);
}

function setClientDhParams(nonces: Nonces, { group }: ServerDh, plan: Exchange): Buffer {
  const numbers: Record<Exchange['gB'], () => Buffer> = {
    right: () => group.power(randomBytes(256)),
    'zeros in front': () => Buffer.concat([Buffer.alloc(44), group.power(randomBytes(256))]),
    nothing: () => Buffer.alloc(0),
    zero: () => Buffer.alloc(256),
    one: () => Buffer.from([1]),
    huge: () => Buffer.alloc(2_000, 0xff),
  };
  const { nonce, serverNonce } = nonces;
  const right = new TlWriter().id(0x6643b654).raw(nonce).raw(serverNonce);
  right.raw(toLong(plan.retryId)).string(numbers[plan.gB]());
  const inner = withChanges(right.bytes(), plan.clientInner);
  const hashed = Buffer.concat([sha1(inner), inner]);
  const whole = Buffer.concat([hashed, randomBytes((16 - (hashed.length % 16)) % 16)]);
  return new TlWriter()
    .id(0xf5045f1f)
    .raw(nonce)
    .raw(serverNonce)
    .string(withChanges(encryptIge(whole, temporaryAes(nonces)), plan.client))
    .bytes();
}

function toLong(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value);
  return bytes;
}
