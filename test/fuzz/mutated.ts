import fc from 'fast-check';

/** Words that parsers trip over: nothing, everything, signs, a vector, a container, the largest lengths. */
const words = [0, 1, 0xffffffff, 0x7fffffff, 0x80000000, 0x1cb5c415, 0x73f1f8dc, 0x3072cfa1, 0x00fffffe, 0xfe, 0xff];

type Change = { kind: string; at: number; word: number };

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('flip', 'truncate', 'word', 'insert', 'repeat'),
  at: fc.nat(),
  word: fc.oneof(
    fc.constantFrom(...words),
    fc.nat(0xffffffff).map((n) => n >>> 0),
  ),
});
export const changes = fc.array(change, { maxLength: 4 });

/** One of `samples`, changed in up to four places; most places are on a border of four bytes, as TL is. */
export function mutated(samples: readonly Buffer[]): fc.Arbitrary<Buffer> {
  return fc.tuple(fc.constantFrom(...samples), changes).map(([sample, list]) => withChanges(sample, list));
}

/** A copy, changed. */
export function withChanges(bytes: Buffer, list: readonly Change[]): Buffer {
  return list.reduce<Buffer>((so, each) => changed(so, each), Buffer.from(bytes));
}

function changed(bytes: Buffer, { kind, at, word }: Change): Buffer {
  if (bytes.length < 4) return bytes;
  const place = 4 * (at % Math.floor(bytes.length / 4));
  const inserted = Buffer.alloc(4);
  inserted.writeUInt32LE(word >>> 0);
  switch (kind) {
    case 'flip': {
      const index = at % bytes.length;
      const copy = Buffer.from(bytes);
      copy.writeUInt8((copy.readUInt8(index) ^ (1 << (word & 7))) & 0xff, index);
      return copy;
    }
    case 'truncate':
      return bytes.subarray(0, place);
    case 'word':
      return Buffer.concat([bytes.subarray(0, place), inserted, bytes.subarray(place + 4)]);
    case 'insert':
      return Buffer.concat([bytes.subarray(0, place), inserted, bytes.subarray(place)]);
    default:
      return bytes.length > 100_000 ? bytes : Buffer.concat([bytes, bytes.subarray(place)]);
  }
}
