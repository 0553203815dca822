import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { methodNames } from '../../sandbox/bot-api/methods/bot-methods.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'sandbox', 'bot-api.md'), 'utf8');

test('the page names the methods that the Bot API knows, no more and no fewer', () => {
  const [, listed = ''] = /^Methods: ([^]*?)\. Others:/m.exec(page) ?? [];
  const names = [...listed.matchAll(/`(\w+)`/g)].map(([, name]) => name);
  expect(names.toSorted()).toEqual(methodNames.toSorted());
});
