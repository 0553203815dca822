import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settingsSchema } from '../../sandbox/settings.ts';

const root = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'sandbox-rules.md'), 'utf8');
const sources = globSync('sandbox/**/*.ts', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'));

test('every error that the sandbox gives is in the table of rules', () => {
  const given = sources.flatMap((source) => [...source.matchAll(/RpcError\((\d+), ['`]([A-Z_]+)(\$\{|['`])/g)]);
  const names = given.map(([, code, name, end]) => `${code} ${name}${end === '${' ? 'X' : ''}`);
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !page.includes(name))).toEqual([]);
});

test('every setting is in the table of doubts', () => {
  const missing = Object.keys(settingsSchema.shape).filter((name) => !page.includes(`| \`${name}\` `));
  expect(missing).toEqual([]);
});

test('every file that the table names exists', () => {
  const named = [...page.matchAll(/`((?:[a-z-]+\/)+[a-z-]+\.ts)`/g)].map(([, file]) => file ?? '');
  expect(named.length).toBeGreaterThan(20);
  const ours = named.filter((file) => !file.startsWith('packages/'));
  expect(ours.filter((file) => !existsSync(join(root, 'sandbox', file)))).toEqual([]);
});

test('every source key that a rule names is explained', () => {
  const used = new Set([...page.matchAll(/\[([a-z-]+)\]/g)].map(([, key]) => key));
  const explained = new Set([...page.matchAll(/^\| \[([a-z-]+)\]\s+\|/gm)].map(([, key]) => key));
  expect([...used].filter((key) => !explained.has(key))).toEqual([]);
});
