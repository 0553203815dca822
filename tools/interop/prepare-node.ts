import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folderOf } from './interop-client.ts';
import type { InteropClient, Workplace } from './interop-client.ts';
import { copyDriver, installOnce, run } from './install-once.ts';
import type { DriverCommand } from './run-driver.ts';

/** A package of its own with the client in it. Install scripts stay off: no storage on disk is needed. */
export async function prepareNode(client: InteropClient, { cache }: Workplace): Promise<DriverCommand> {
  const folder = await installOnce(join(cache, `${folderOf(client)}-${client.version}`), async (made) => {
    await writeFile(join(made, 'package.json'), JSON.stringify({ private: true }));
    const npm = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--save-exact'];
    await run('npm', [...npm, `${client.package}@${client.version}`], { cwd: made });
  });
  await copyDriver(folderOf(client), folder);
  return { file: process.execPath, args: [join(folder, 'sign-in.mjs')] };
}
