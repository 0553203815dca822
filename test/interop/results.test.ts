import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withKey } from '../../tools/interop/prepare-tdlib.ts';
import { modulusOf } from '../../tools/interop/prepare-rust.ts';
import { readInteropArguments } from '../../tools/interop/interop-arguments.ts';
import { missingPrograms } from '../../tools/interop/missing-programs.ts';
import { resultTable, withTable } from '../../tools/interop/results.ts';
import { createServerKey } from '../../sandbox/crypto/rsa-key.ts';

const root = join(import.meta.dirname, '..', '..');

test('a failed scenario is a no, a skipped client was not run, a failed transport is left out', () => {
  const table = resultTable([
    {
      name: 'Telethon',
      version: '1',
      results: [
        { scenario: 'code', faults: [] },
        { scenario: 'resend', faults: ['what went wrong'] },
        { scenario: 'transport abridged', faults: [] },
        { scenario: 'transport intermediate', faults: ['what went wrong'] },
      ],
    },
    { name: 'gotd', version: '1', skipped: 'needs go', results: [] },
  ]);
  const row = (name: string): string => table.split('\n').find((line) => line.includes(`[${name}]`)) ?? '';
  expect(row('Telethon')).toMatch(/\| yes +(\| no +){4}\| full, abridged +\|$/);
  expect(row('gotd')).toMatch(/(\| not run +){5}\| none +\|$/);
});

test('a page with a new table is formatted', () => {
  const name = 'docs/sandbox.md';
  const page = withTable(readFileSync(join(root, name), 'utf8'), resultTable([]));
  const formatter = join(root, 'node_modules', '.bin', 'oxfmt');
  expect(execFileSync(formatter, ['--stdin-filepath', name], { cwd: root, input: page, encoding: 'utf8' })).toBe(page);
});

test('a table goes where the page has its place, once and again', () => {
  const page = withTable(
    'a\n<!-- interop: written by npm run interop -- --write --><!-- interop: end -->\nb',
    '| one |',
  );
  expect(page).toContain('| one |');
  expect(withTable(page, '| two |')).not.toContain('| one |');
  expect(() => withTable('no place', '')).toThrow('no place for the table');
});

test('optional clients run when they are named or the table is written', () => {
  const names = (argv: string[]): string[] => {
    const args = readInteropArguments(argv);
    return args === 'help' ? [] : args.clients.map(({ name }) => name);
  };
  expect(names([])).not.toContain('TDLib');
  expect(names(['--write'])).toContain('TDLib');
  expect(names(['--only', 'TDLib'])).toEqual(['TDLib']);
  expect(() => names(['--only', 'gotd', '--write'])).toThrow('--write takes all clients');
  expect(() => names(['--only', 'telegram-desktop'])).toThrow("not 'telegram-desktop'");
});

test('a program that is not there is missing', () => {
  expect(missingPrograms({ needs: ['sh', 'no-such-program'] })).toEqual(['no-such-program']);
});

test('every key in a library is replaced and nothing else is', () => {
  const [ours, theirs] = [createServerKey().publicKeyPem, createServerKey().publicKeyPem.trim()];
  const library = Buffer.from(`a\0${theirs}\0b\0-----BEGIN RSA PUBLIC KEY-----\0${theirs}\n\0c`);
  const changed = withKey(library, ours).toString();
  expect(changed).toBe(library.toString().replaceAll(theirs, ours.trim()));
  expect(() => withKey(Buffer.from('no key'), ours)).toThrow('no RSA keys');
});

test('the modulus of a key is given in decimal digits', () => {
  const modulus = BigInt(modulusOf(createServerKey().publicKeyPem));
  expect(modulus.toString(2)).toHaveLength(2048);
});
