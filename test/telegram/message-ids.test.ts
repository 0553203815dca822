import { expect, it } from 'vitest';
import { MessageIds } from '../../telegram/message-ids.ts';

const always = { isTimely: () => true };

it('takes each odd id once, in any order, and none older than all it remembers', () => {
  const ids = new MessageIds(always);
  expect([5n, 3n, 5n, 4n, 7n].map((id) => ids.accepts(id))).toEqual([true, true, false, false, true]);
  for (let id = 101n; id < 1_099n; id += 2n) ids.accepts(id);
  expect(ids.accepts(1n)).toBe(false);
  expect(ids.accepts(3n)).toBe(false);
  expect(ids.accepts(99n)).toBe(true);
});

it('lets no id set the clock that cannot be a message of the server', () => {
  const ids = new MessageIds();
  const now = BigInt(Math.floor(Date.now() / 1_000)) << 32n;
  expect(ids.accepts(2n)).toBe(false);
  expect(ids.accepts(now | 1n)).toBe(true);
  expect(ids.accepts((now + (400n << 32n)) | 1n)).toBe(false);
});
