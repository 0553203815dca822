import { writeFileSync } from 'node:fs';
import { failuresPage } from './failures-page.ts';

/** Writes the documents that are made from the code. Run by hand when a catalogue has changed; a test says when. */
writeFileSync(new URL('../../docs/failures.md', import.meta.url), failuresPage());
