import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { InteropClient } from './interop-client.ts';
import { folderOf } from './interop-client.ts';
import { interopUsage, readInteropArguments } from './interop-arguments.ts';
import type { InteropArguments } from './interop-arguments.ts';
import { missingPrograms } from './missing-programs.ts';
import { inOwnNetwork } from './own-network.ts';
import { resultTable, withTable } from './results.ts';
import type { ClientResult } from './results.ts';
import { readResults } from './read-results.ts';
import { removeAtEnd } from './remove-at-end.ts';
import { runInterop } from './run-interop.ts';

const page = join(import.meta.dirname, '..', '..', 'docs', 'sandbox.md');

/** Ends with exit code 0 when every client that was tried did every scenario as scripted. */
async function main(args: InteropArguments): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-interop-'));
  const remove = args.keep ? undefined : removeAtEnd(folder);
  try {
    const cache = args.cached
      ? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'latchkey', 'interop')
      : join(folder, 'latchkey', 'interop');
    const results = await allResults(args, cache, folder);
    if (args.report !== undefined) {
      await mkdir(dirname(args.report), { recursive: true });
      await writeFile(args.report, `${JSON.stringify(results, undefined, 1)}\n`);
    }
    if (args.inside) return 0;
    if (args.write) await writeFile(page, withTable(await readFile(page, 'utf8'), resultTable(results)));
    return summary(results);
  } finally {
    remove?.();
    if (args.keep) console.log(`Left: ${folder}`);
  }
}

async function allResults(args: InteropArguments, cache: string, folder: string): Promise<ClientResult[]> {
  const run = { cache, folder, tell: (line: string): void => console.log(line) };
  if (args.inside) return runInterop({ ...run, clients: args.clients });
  const ordinary = args.clients.filter(({ ownNetwork }) => ownNetwork !== true);
  const results = ordinary.length === 0 ? [] : await runInterop({ ...run, clients: ordinary });
  for (const client of args.clients.filter(({ ownNetwork }) => ownNetwork === true)) {
    results.push(await inside(client, cache, folder));
  }
  return results;
}

/** The same tool once more, in a network namespace. What has to be installed is installed before. */
async function inside(client: InteropClient, cache: string, folder: string): Promise<ClientResult> {
  const report = join(folder, 'inside.json');
  const { name, version } = client;
  const missing = missingPrograms(client);
  const needs = 'needs a network namespace of its own: Linux, and root or user namespaces';
  if (missing.length > 0) return { name, version, skipped: `needs ${missing.join(', ')}`, results: [] };
  if ((await inOwnNetwork(['true'], {})) !== 0) return { name, version, skipped: needs, results: [] };
  await client.install?.(client, cache);
  const tool = [process.execPath, import.meta.filename, '--inside', '--only', folderOf(client), '--report', report];
  const code = await inOwnNetwork(tool, { XDG_CACHE_HOME: dirname(dirname(cache)) });
  const [result] = code === 0 ? readResults(await readFile(report, 'utf8')) : [];
  const broken = { scenario: 'install', faults: [`the run in its own network ended with ${String(code)}`] };
  return result ?? { name, version, results: [broken] };
}

function summary(results: readonly ClientResult[]): number {
  const all = results.flatMap((client) => client.results);
  const failed = all.filter(({ faults }) => faults.length > 0).length;
  const skipped = results.filter((client) => client.skipped !== undefined);
  for (const client of skipped) console.log(`${client.name}: skipped: ${client.skipped ?? ''}`);
  console.log(`${all.length - failed} sign-ins as scripted, ${failed} not`);
  return failed > 0 || all.length === 0 ? 1 : 0;
}

const args = understood(process.argv.slice(2));
if (args === 'help') console.log(interopUsage);
else process.exitCode = args === undefined ? 1 : await main(args);

function understood(argv: readonly string[]): InteropArguments | 'help' | undefined {
  try {
    return readInteropArguments(argv);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${interopUsage}`);
    return undefined;
  }
}
