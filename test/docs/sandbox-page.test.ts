import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clients } from '../../tools/interop/clients.ts';
import { folderOf } from '../../tools/interop/interop-client.ts';
import { tableBegin, tableEnd } from '../../tools/interop/results.ts';
import { scenarios, transportTitle } from '../../tools/interop/scenarios.ts';

const root = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'sandbox.md'), 'utf8');
const clientsPage = readFileSync(join(root, 'docs', 'sandbox', 'clients.md'), 'utf8');
const table = page
  .slice(page.indexOf(tableBegin), page.indexOf(tableEnd))
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

test('the table of clients has a column for every scenario', () => {
  const titles = scenarios.map(({ title }) => title);
  expect(table[0]).toEqual(['client', 'version', ...titles, transportTitle]);
});

test('the table of clients has a row for every client, at the version that is run', () => {
  const rows = table.slice(2).map(([client, version]) => [client, version]);
  const wanted = clients.map((client) => [
    `[${client.name}](sandbox/clients.md#${folderOf(client)})`,
    `${client.package} ${client.version}`,
  ]);
  expect(rows).toEqual(wanted);
});

test('every cell of the table was written by a run', () => {
  const cells = table.slice(2).flatMap((row) => row.slice(2, -1));
  expect(cells.length).toBe(clients.length * scenarios.length);
  expect(cells.filter((cell) => !['yes', 'no', 'not run'].includes(cell))).toEqual([]);
});

test.each(clients.map((client) => [client.name, client] as const))(
  '%s has a section with the lines that point it at the sandbox',
  (name) => {
    const section = clientsPage.split('\n## ').find((text) => text.startsWith(`${name}\n`)) ?? '';
    expect(section).toMatch(/```(?:python|js|go|rust)\n(?:.*\n)+?```/);
    expect(section).not.toContain('undefined');
  },
);
