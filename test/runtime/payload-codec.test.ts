import { defaultPayloadConverter } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { generateKeyRing } from '../../runtime/key-ring.ts';
import { SealingPayloadCodec, sealedEncoding, unreadableEncoding } from '../../runtime/payload-codec.ts';

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

  it('reads what the server says of a cancelled activity that had not started as nothing, and no other word of its own', async () => {
    const said = defaultPayloadConverter.toPayload('ACTIVITY_ID_NOT_STARTED');
    const [opened] = await codec.decode([said]);
    expect(defaultPayloadConverter.fromPayload(opened ?? {})).toBeUndefined();
    const other = defaultPayloadConverter.toPayload('ACTIVITY_ID_NOT_STARTED ');
    await expect(codec.decode([other])).rejects.toMatchObject({ code: 'NOT_SEALED' });
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

  describe('of a worker', () => {
    const told: unknown[] = [];
    const sparing = new SealingPayloadCodec(ring, { onUnreadable: (error) => told.push(error) });
    const workflow = { type: 'workflow' as const, namespace: 'default', workflowId: 'w' };
    const activity = { type: 'activity' as const, namespace: 'default', isLocal: false };
    const garbage = { metadata: { encoding: Buffer.from(sealedEncoding) }, data: new Uint8Array(60).fill(7) };

    it('gives a workflow an empty payload that no converter takes for what does not open', async () => {
      const [sealed] = await sparing.encode([payload]);
      const [opened, ...unreadable] = await sparing.decode([sealed ?? {}, payload, garbage], workflow);
      expect(defaultPayloadConverter.fromPayload(opened ?? {})).toEqual({ code: '7391826' });
      expect(unreadable).toHaveLength(2);
      expect(told).toMatchObject([{ code: 'NOT_SEALED' }, { code: 'MALFORMED' }]);
      for (const each of unreadable) {
        expect(Buffer.from(each.metadata?.['encoding'] ?? []).toString()).toMatch(unreadableEncoding);
        expect(each.data).toHaveLength(0);
        expect(() => defaultPayloadConverter.fromPayload(each)).toThrow(unreadableEncoding);
      }
    });

    it('refuses what an activity took or answered, and what stands nowhere', async () => {
      await expect(sparing.decode([payload], activity)).rejects.toMatchObject({ code: 'NOT_SEALED' });
      await expect(sparing.decode([garbage], activity)).rejects.toMatchObject({ code: 'MALFORMED' });
      await expect(sparing.decode([payload])).rejects.toMatchObject({ code: 'NOT_SEALED' });
    });

    it('believes no payload that calls itself unreadable', async () => {
      const posing = {
        metadata: { encoding: Buffer.from(unreadableEncoding) },
        data: payload.data ?? new Uint8Array(),
      };
      expect((await sparing.decode([posing], workflow))[0]?.data).toHaveLength(0);
      await expect(codec.decode([posing], workflow)).rejects.toMatchObject({ code: 'NOT_SEALED' });
    });
  });
});
