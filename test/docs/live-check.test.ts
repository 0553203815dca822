import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as texts from '../../client/texts/texts.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/live-check.md'), 'utf8');

it('docs/live-check.md has a row for every question of a live check and no other', () => {
  const rows = [...page.matchAll(/^\| (?<sentence>[^|]+?) +\| (?!-)/gmu)].map(({ groups }) => groups?.['sentence']);
  expect(rows.filter((row) => row !== 'sentence')).toEqual(Object.values(texts.liveCheck.questions));
});
