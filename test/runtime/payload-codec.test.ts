import { defaultPayloadConverter } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { generateKeyRing } from '../../runtime/key-ring.ts';
import { SealingPayloadCodec, sealedEncoding } from '../../runtime/payload-codec.ts';

const ring = generateKeyRing();
const codec = new SealingPayloadCodec(ring);
const payload = defaultPayloadConverter.toPayload({ code: '7391826' });

describe('payload codec', () => {
  it('gives back what it sealed, metadata included', async () => {
    const [opened] = await codec.decode(await codec.encode([payload]));
    expect(defaultPayloadConverter.fromPayload(opened ?? {})).toEqual({ code: '7391826' });
    expect(Buffer.from(opened?.metadata?.['encoding'] ?? []).toString()).toBe('json/plain');
  });

  it('keeps order and number, also of none and of nothing', async () => {
    const nothing = defaultPayloadConverter.toPayload(undefined);
    const bytes = defaultPayloadConverter.toPayload(new Uint8Array([1, 2, 3]));
    const opened = await codec.decode(await codec.encode([payload, nothing, bytes]));
    expect(opened.map((each) => defaultPayloadConverter.fromPayload(each))).toEqual([
      { code: '7391826' },
      undefined,
      new Uint8Array([1, 2, 3]),
    ]);
    expect(await codec.encode([])).toEqual([]);
  });

  it('shows an encoding and a key id and nothing else', async () => {
    const [sealed] = await codec.encode([payload]);
    const metadata = Object.entries(sealed?.metadata ?? {}).map(([name, value]) => [
      name,
      Buffer.from(value).toString(),
    ]);
    expect(metadata).toEqual([
      ['encoding', sealedEncoding],
      ['encryption-key-id', ring.currentId],
    ]);
    expect(Buffer.from(sealed?.data ?? []).toString('latin1')).not.toContain('7391826');
  });

  it('refuses a payload that somebody without a key wrote', async () => {
    await expect(codec.decode([payload])).rejects.toMatchObject({ code: 'NOT_SEALED' });
    await expect(codec.decode([{ metadata: payload.metadata ?? {}, data: new Uint8Array() }])).rejects.toMatchObject({
      code: 'NOT_SEALED',
    });
  });

  it('lets what carries no data pass, for Temporal makes that itself', async () => {
    const nothing = defaultPayloadConverter.toPayload(undefined);
    expect(await codec.decode([nothing, {}])).toEqual([nothing, {}]);
  });

  it('refuses what was changed or is under another key', async () => {
    const [sealed] = await codec.encode([payload]);
    const data = Uint8Array.from(sealed?.data ?? [], (byte, index) => (index === 40 ? byte ^ 1 : byte));
    await expect(codec.decode([{ metadata: sealed?.metadata ?? {}, data }])).rejects.toMatchObject({
      code: 'TAMPERED',
    });
    await expect(new SealingPayloadCodec(generateKeyRing()).decode([sealed ?? {}])).rejects.toMatchObject({
      code: 'KEY_UNKNOWN',
    });
  });
});
