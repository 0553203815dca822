import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type WorkflowBundle } from '@temporalio/worker';
import { failureConverterPath } from '../runtime/data-converter.ts';
import type { Logger } from '../runtime/logger.ts';
import { temporalLogger } from '../runtime/temporal-logging.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const ending = extname(fileURLToPath(import.meta.url));
const FOLDERS = ['domain', 'contracts', 'workflows'];

/**
 * The workflows of one entry file as one script: `index` for sign-ins, `chat-card` for the bot. Bundling takes seconds, and a worker that takes over from a killed one has none to
 * spare: the result is kept in `cacheDir` under the hash of everything that goes into it.
 */
export async function workflowBundle(cacheDir: string, logger: Logger, entry = 'index'): Promise<WorkflowBundle> {
  const file = join(cacheDir, `workflows-${entry}-${await fingerprint()}.js`);
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return { code: kept };
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(root, 'workflows', `${entry}${ending}`),
    failureConverterPath,
    // The bundler reports every file it has read.
    logger: temporalLogger(logger.child({}, { level: logger.level === 'info' ? 'warn' : logger.level })),
  });
  await mkdir(cacheDir, { recursive: true, mode: 0o700 });
  const part = `${file}.${process.pid}`;
  await writeFile(part, code, { mode: 0o600 });
  await rename(part, file);
  return { code };
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256').update(sdkVersion());
  for (const folder of FOLDERS) {
    const names = await readdir(join(root, folder), { recursive: true });
    for (const name of names.filter((each) => each.endsWith(ending)).toSorted()) {
      hash.update(name).update(await readFile(join(root, folder, name)));
    }
  }
  return hash
    .update(await readFile(failureConverterPath))
    .digest('hex')
    .slice(0, 24);
}

function sdkVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)('@temporalio/workflow/package.json');
  return JSON.stringify(manifest);
}
