import { expect, it } from 'vitest';
import { nameArgument } from '../../client/cli/name-argument.ts';

it('takes names in any script, without the spaces around them', () => {
  expect(nameArgument('--label', ' Support 3 – Zürich ')).toBe('Support 3 – Zürich');
  expect(nameArgument('--owner', 'آنا')).toBe('آنا');
});

it.each(['', '   ', 'a\nb', '\u001b[31mred', 'a\u2028b', 'a\u202Eb', 'x'.repeat(101)])('refuses %j', (typed) => {
  expect(() => nameArgument('--label', typed)).toThrow(/--label/u);
});
