import { openApi } from '../../sandbox/control/openapi.ts';
import { consoleOpenApi } from './console-openapi.ts';
import { failuresPage } from './failures-page.ts';
import { sandboxClientsPage } from './sandbox-clients-page.ts';
import { sandboxReferencePage } from './sandbox-reference-page.ts';

/** Files under docs/ that are written by `npm run docs`, and nowhere else. */
export const generatedDocuments: Readonly<Record<string, () => string | Promise<string>>> = {
  'console-openapi.json': async () => `${JSON.stringify(await consoleOpenApi(), undefined, 2)}\n`,
  'failures.md': failuresPage,
  'sandbox/clients.md': sandboxClientsPage,
  'sandbox/reference.md': sandboxReferencePage,
  'sandbox-openapi.json': () => `${JSON.stringify(openApi(), undefined, 2)}\n`,
};
