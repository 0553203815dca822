import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedDocuments } from './generated-documents.ts';

/** Writes the documents that are made from the code. Run by hand when that has changed; a test says when. */
for (const [name, make] of Object.entries(generatedDocuments)) {
  const file = fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, await make());
}
