import { describe, expect, it } from 'vitest';
import * as en from '../../client/texts/en.ts';
import type { Texts } from '../../client/texts/texts.ts';

describe('a language', () => {
  it('is made of texts alone', () => {
    const leaves = leavesOf(en);
    expect(leaves.length).toBeGreaterThan(300);
    expect(leaves.filter(([, value]) => typeof value !== 'string' || value === '')).toEqual([]);
  });

  it('has every part, and in it every text', () => {
    const { cancel: _, ...actions } = en.login.actions;
    // @ts-expect-error A part is missing.
    const withoutPart: Texts = { ...en, bot: undefined };
    // @ts-expect-error A text over one of Telegram's variants is missing.
    const withoutText: Texts = { ...en, login: { ...en.login, actions } };
    expect(Object.keys(withoutPart)).toEqual(Object.keys(withoutText));
  });
});

function leavesOf(node: unknown, path = ''): [path: string, value: unknown][] {
  if (typeof node !== 'object' || node === null) return [[path, node]];
  return Object.entries(node).flatMap(([key, value]) => leavesOf(value, `${path}.${key}`));
}
