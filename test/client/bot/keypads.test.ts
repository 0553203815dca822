import { expect, it } from 'vitest';
import { Keypads } from '../../../client/bot/keypads.ts';

it('forgets digits when their step is over, and keeps those of other steps', () => {
  const keypads = new Keypads();
  keypads.set(4607, 'a/1', '12');
  keypads.set(4608, 'a/2', '34');
  keypads.set(4609, 'b/1', '56');
  keypads.keepOnly('a', 'a/2');
  expect(keypads.typed(4607, 'a/1')).toBeUndefined();
  expect(keypads.typed(4608, 'a/2')).toBe('34');
  keypads.keepOnly('a', undefined);
  expect(keypads.typed(4608, 'a/2')).toBeUndefined();
  expect(keypads.typed(4609, 'b/1')).toBe('56');
});
