import { mkdtemp, rm } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLogger } from '../../runtime/logger.ts';
import { workflowBundle } from '../../worker/workflow-bundle.ts';

/** Modules as webpack names them in the script: `"./node_modules/zod/…": (module…` and `external "node:fs"`. */
function modulesOf(code: string): string[] {
  return [...code.matchAll(/^\/\*\*\*\/ "([^"]+)"/gmu)].map(([, name]) => name ?? '');
}

it('bundles the workflows without Node built-ins, zod or libphonenumber, and keeps the bundle', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bundle-'));
  const logger = createLogger({ name: 'test', level: 'silent' });
  const { code } = await workflowBundle(folder, logger);
  const modules = modulesOf(code);
  expect(modules.some((name) => name.endsWith('domain/decide.ts'))).toBe(true);
  expect(modules.filter((name) => /node_modules\/(zod|libphonenumber-js|telegram|pino)\//u.test(name))).toEqual([]);
  const builtins = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
  expect(modules.filter((name) => builtins.has(name))).toEqual([]);
  expect(await workflowBundle(folder, logger)).toEqual({ code });
  await rm(folder, { recursive: true });
});
