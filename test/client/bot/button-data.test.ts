import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buttonActs, createButtonCodec } from '../../../client/bot/button-data.ts';
import { generateKeyRing } from '../../../runtime/key-ring.ts';

const ring = generateKeyRing();
const codec = createButtonCodec(ring);
const loginId = randomUUID();

describe('the data of a button', () => {
  it('comes back as it was, for the operator it is for', () => {
    const button = { act: 'snooze', subject: loginId, step: 12, arg: '15' } as const;
    const data = codec.sign(button, 4607);
    expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
    expect(codec.read(data, 4607)).toEqual({ ...button, hidden: '' });
    expect(codec.read(data, 4608)).toBeUndefined();
    expect(codec.read(codec.sign(button, 'anyone'), 4608)).toMatchObject(button);
  });

  it('stays within 64 bytes at its longest', () => {
    const data = codec.sign({ act: 'key', subject: loginId, step: 99_999_999, arg: '1234567890' }, 4607, 'erase');
    expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
  });

  it('is refused when anything in it was changed', () => {
    const data = codec.sign({ act: 'take', subject: loginId, step: 2 }, 4607);
    for (let at = 0; at < data.length; at += 1) {
      const changed = data.slice(0, at) + (data[at] === 'A' ? 'B' : 'A') + data.slice(at + 1);
      expect(codec.read(changed, 4607), changed).toBeUndefined();
    }
    expect(codec.read('', 4607)).toBeUndefined();
    expect(codec.read(`${data}.x`, 4607)).toBeUndefined();
    expect(createButtonCodec(generateKeyRing()).read(data, 4607)).toBeUndefined();
  });

  it('does not say what it hides', () => {
    const keys = ['1', '2', '3'].map((key) => codec.sign({ act: 'key', subject: loginId, step: 2 }, 4607, key));
    expect(new Set(keys.map((data) => data.slice(0, data.lastIndexOf('.')))).size).toBe(1);
    expect(new Set(keys).size).toBe(3);
    expect(codec.read(keys[1] ?? '', 4607)).toBeUndefined();
    expect(codec.read(keys[1] ?? '', 4607, ['1', '2', '3'])).toMatchObject({ hidden: '2' });
  });

  it('is still read when the keys have been rotated', () => {
    const data = codec.sign({ act: 'take', subject: loginId, step: 2 }, 4607);
    const fresh = generateKeyRing();
    const rotated = createButtonCodec({ currentId: fresh.currentId, keys: new Map([...fresh.keys, ...ring.keys]) });
    expect(rotated.read(data, 4607)).toBeDefined();
  });

  it('has another letter for each act', () => {
    const letters = Object.values(buttonActs);
    expect(new Set(letters).size).toBe(letters.length);
  });
});
