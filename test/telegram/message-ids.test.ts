import { expect, it } from 'vitest';
import { MessageIds } from '../../telegram/message-ids.ts';

it('takes each odd id once, in any order, and none older than all it remembers', () => {
  const ids = new MessageIds();
  expect([5n, 3n, 5n, 4n, 7n].map((id) => ids.isNew(id))).toEqual([true, true, false, false, true]);
  for (let id = 101n; id < 1_099n; id += 2n) ids.isNew(id);
  expect(ids.isNew(1n)).toBe(false);
  expect(ids.isNew(3n)).toBe(false);
  expect(ids.isNew(99n)).toBe(true);
});
