import { expect, it } from 'vitest';
import { reasonArgument } from '../../client/cli/reason-argument.ts';

it('takes a reason without the spaces around it, and none', () => {
  expect(reasonArgument(' the phone was lost ')).toBe('the phone was lost');
  expect(reasonArgument('x'.repeat(200))).toHaveLength(200);
  expect(reasonArgument(undefined)).toBeUndefined();
});

it('refuses a reason that says nothing, and one that the audit would cut', () => {
  expect(() => reasonArgument('')).toThrow(/reason is empty/u);
  expect(() => reasonArgument('  \t')).toThrow(/reason is empty/u);
  expect(() => reasonArgument('x'.repeat(201))).toThrow(/longer than 200 characters/u);
});
