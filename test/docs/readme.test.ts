import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { scenarioSchema } from '../../sandbox/accounts/scenario.ts';

const root = join(import.meta.dirname, '../..');
const manifest = z.object({ scripts: z.record(z.string(), z.string()) });
const readme = readFileSync(join(root, 'README.md'), 'utf8');

describe('README.md', () => {
  test('names every variable that the configuration reads and no other', () => {
    const files = readdirSync(join(root, 'runtime')).filter((file) => file.endsWith('.ts'));
    const paths = [...files.map((file) => join('runtime', file)), 'client/access/operators.ts'];
    const sources = paths.map((path) => readFileSync(join(root, path), 'utf8')).join('\n');
    const inCode = sources.matchAll(/['"`](?<name>[A-Z]+_[A-Z_]+[A-Z])['"`]|^ {2}(?<key>LATCHKEY_[A-Z_]+):/gmu);
    const read = [...inCode].map(({ groups }) => groups?.['name'] ?? groups?.['key'] ?? '').filter(isOurs);
    const documented = [...readme.matchAll(/`(?<name>[A-Z]+_[A-Z_]+[A-Z])/gu)].map(
      ({ groups }) => groups?.['name'] ?? '',
    );
    expect(new Set(documented.filter(isOurs))).toEqual(new Set(read));
    expect(read.length).toBeGreaterThan(10);
  });

  test('has a row for every command and no other', () => {
    const help = execFileSync(process.execPath, [join(root, 'bin/latchkey.ts'), '--help'], { encoding: 'utf8' });
    const [, commands = ''] = help.split('Commands:\n');
    const existing = [...commands.matchAll(/^ {2}(?<name>[a-z]+)/gmu)].map(({ groups }) => groups?.['name'] ?? '');
    const table = [...readme.matchAll(/^\| `latchkey .*$/gmu)].map(([row]) => row.split('|')[1] ?? '').join(' ');
    const documented = [...table.matchAll(/`latchkey (?<name>[a-z]+)/gu)].map(({ groups }) => groups?.['name'] ?? '');
    expect(new Set(documented)).toEqual(new Set(existing.filter((name) => name !== 'help')));
    expect(existing.length).toBeGreaterThan(10);
  });

  test('signs one and the same number in wherever it shows how', () => {
    const numbers = readme.matchAll(/\+49[ \d]+\d|\b49\d{6,}/gu);
    expect(new Set([...numbers].map(([number]) => number.replaceAll(/\D/gu, '')))).toEqual(new Set(['4915112345678']));
  });

  test('scripts its sandbox account as the sandbox understands it', () => {
    const [, scenario = ''] = /curl -X PUT [^']*'([^']*)'/u.exec(readme) ?? [];
    const { deliveries, password2fa } = scenarioSchema.parse(JSON.parse(scenario));
    expect(deliveries).toHaveLength(2);
    expect(password2fa?.password).toBe('correct horse');
  });

  test('names npm scripts that exist', () => {
    const { scripts } = manifest.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
    const pages = [readme, readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')].join('\n');
    const named = [...pages.matchAll(/npm run (?<name>[\w:-]+)/gu)].map(({ groups }) => groups?.['name'] ?? '');
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    expect(named).not.toEqual([]);
  });

  test('shows pictures that exist, of less than 1.5 MB in all', () => {
    const shown = [...readme.matchAll(/docs\/pictures\/[\w-]+\.png/gu)].map(([path]) => path);
    const folder = readdirSync(join(root, 'docs/pictures')).map((name) => `docs/pictures/${name}`);
    expect(new Set(shown)).toEqual(new Set(folder));
    const bytes = folder.reduce((sum, path) => sum + statSync(join(root, path)).size, 0);
    expect(bytes).toBeLessThan(1_500_000);
  });

  test('links to files that exist', () => {
    const links = [...readme.matchAll(/\]\((?<path>[\w./-]+)\)/gu)].map(({ groups }) => groups?.['path'] ?? '');
    expect(links.filter((path) => !fileExists(path))).toEqual([]);
    expect(links.length).toBeGreaterThan(4);
  });
});

/** Variables of other programs (Temporal's, the user's) are theirs to document. */
function isOurs(name: string): boolean {
  return /^(?:LATCHKEY|TELEGRAM)_/u.test(name) || name === 'TEMPORAL_CLI_PATH' || name === 'XDG_CACHE_HOME';
}

function fileExists(path: string): boolean {
  const parts = path.split('/');
  const folder = join(root, ...parts.slice(0, -1));
  return readdirSync(folder).includes(parts.at(-1) ?? '');
}
