import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { forgeries } from '../../sandbox/key-exchange/forgeries.ts';
import { clients } from '../../tools/interop/clients.ts';

const docs = join(import.meta.dirname, '..', '..', 'docs', 'sandbox');
const page = readFileSync(join(docs, 'reference.md'), 'utf8');
const clientsPage = readFileSync(join(docs, 'clients.md'), 'utf8');

test('no table is empty', () => {
  const tables = page.split('\n\n').filter((part) => part.startsWith('|'));
  expect(tables.length).toBeGreaterThan(10);
  for (const table of tables) expect(table.split('\n').length, table).toBeGreaterThan(2);
});

test('every forgery has a meaning', () => {
  for (const name of forgeries) expect(page).toMatch(new RegExp(`^\\| \`${name}\` \\| \\w.*\\. \\|$`, 'm'));
});

test('every fault and every forgery says what its fields are', () => {
  const faults = page.slice(page.indexOf('## Faults'), page.indexOf('## Settings'));
  const empty = faults.split('\n').filter((line) => /^\| `(?:method|nth|phone|what)`.*\| {2}\|$/.test(line));
  expect(empty).toEqual([]);
});

test.each(clients.filter(({ name }) => name !== 'TDLib').map(({ name }) => name))(
  'the lines for %s begin with what they import',
  (name) => {
    const section = clientsPage.split('\n## ').find((text) => text.startsWith(`${name}\n`)) ?? '';
    const [, first = ''] = section.split('```');
    expect(first).toMatch(/^\w+\n(?:import|use|from)\b/);
  },
);
