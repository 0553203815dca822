import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { failures } from '../../domain/failures.ts';
import { telegramErrors } from '../../domain/telegram-errors.ts';
import { failuresPage } from '../../tools/docs/failures-page.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/failures.md'), 'utf8');
const [signIn = '', commands = '', telegram = ''] = page.split(/^# Errors of .*$/mu);

/** Each error class with a code, and the file that lists its codes. */
const errorClasses = {
  VaultError: 'vault/vault-error.ts',
  LoginClientError: 'client/login-client-error.ts',
  EmbeddedTemporalError: 'runtime/embedded-temporal/embedded-temporal-error.ts',
  SealingError: 'runtime/sealing-error.ts',
  SrpError: 'client/srp/srp-error.ts',
};

describe('docs/failures.md', () => {
  test('is what npm run docs makes of the catalogues', () => {
    expect(page).toBe(failuresPage());
  });

  test('explains every failure of a sign-in and no other, in more than its two sentences', () => {
    expect(headings(signIn)).toEqual(Object.keys(failures).toSorted());
    for (const [code, { what, doNext }] of Object.entries(failures)) {
      const [first, second] = paragraphsOf(signIn, code);
      expect(first).toBe(`${what} ${doNext}`);
      expect(second?.length, `${code} has a note`).toBeGreaterThan(40);
    }
  });

  test.each(Object.entries(errorClasses))('explains every code of %s and no other', (name, file) => {
    const section = commands.split(/^## /mu).find((text) => text.startsWith(`${name}\n`)) ?? '';
    expect(headings(section)).toEqual(codesIn(file).toSorted());
  });

  test('explains every error of Telegram and no other', () => {
    expect(headings(telegram)).toEqual(Object.keys(telegramErrors).toSorted());
    for (const [name, { meaning, doNext }] of Object.entries(telegramErrors)) {
      expect(paragraphsOf(telegram, name)[0]).toBe(`${meaning} ${doNext}`);
    }
  });

  test('has a section for every class of errors with codes', () => {
    const sections = [...commands.matchAll(/^## (\w+)$/gmu)].map(([, name]) => name);
    expect(sections).toEqual(Object.keys(errorClasses));
  });
});

function headings(text: string): string[] {
  return [...text.matchAll(/^### (.+)$/gmu)].map(([, heading]) => heading ?? '').toSorted();
}

function paragraphsOf(text: string, heading: string): string[] {
  const start = text.indexOf(`### ${heading}\n`);
  const [section = ''] = text.slice(start).split(/\n(?=#)/u);
  return start === -1 ? [] : section.split('\n\n').slice(1);
}

/** The members of the first union in a file: `| 'CODE'`. */
function codesIn(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8');
  const [union = ''] = source.slice(source.indexOf('ErrorCode =')).split(/;\n/u);
  return [...union.matchAll(/\| '([A-Z_]+)'/gu)].map(([, code]) => code ?? '');
}
