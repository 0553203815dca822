import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generatedDocuments } from '../../tools/docs/generated-documents.ts';
import { snippetsOf } from '../../tools/docs/sandbox-clients-page.ts';

const docs = join(import.meta.dirname, '..', '..', 'docs');

test.each(Object.entries(generatedDocuments))('docs/%s is what npm run docs writes', async (name, make) => {
  expect(readFileSync(join(docs, name), 'utf8')).toBe(await make());
});

test('snippets are the lines between their marks, moved to the left', () => {
  const source = 'a\n    # begin: one\n    b:\n      c\n    # end: one\nd\n// begin: two\ne\n// end: two\n';
  expect(snippetsOf(source, 'pyrogram')).toEqual(['b:\n  c', 'e']);
});

test('a snippet that is named after a client stands in its section alone', () => {
  const source = '# begin: pyrogram\na\n# end: pyrogram\n# begin: kurigram\nb\n# end: kurigram\n';
  expect(snippetsOf(source, 'kurigram')).toEqual(['b']);
});
