import { Api } from 'telegram/tl/index.js';

/** GramJS makes permanent keys alone: while `make` runs, its p_q_inner_data becomes p_q_inner_data_temp#3c6a84d4. */
export async function withTemporaryKey<Key>(seconds: number | undefined, make: () => Promise<Key>): Promise<Key> {
  if (seconds === undefined) return make();
  const { prototype } = Api.PQInnerData;
  const permanentBytes: unknown = Reflect.get(prototype, 'getBytes');
  if (typeof permanentBytes !== 'function') throw new Error('GramJS has no getBytes');
  Reflect.set(prototype, 'getBytes', function temporaryBytes(this: unknown): Buffer {
    const bytes: unknown = Reflect.apply(permanentBytes, this, []);
    if (!Buffer.isBuffer(bytes)) throw new Error('no bytes');
    const expiresIn = Buffer.alloc(4);
    expiresIn.writeInt32LE(seconds);
    return Buffer.concat([Buffer.from('d4846a3c', 'hex'), bytes.subarray(4), expiresIn]);
  });
  try {
    return await make();
  } finally {
    Reflect.set(prototype, 'getBytes', permanentBytes);
  }
}
