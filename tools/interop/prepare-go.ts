import { join } from 'node:path';
import { folderOf } from './interop-client.ts';
import type { InteropClient, Workplace } from './interop-client.ts';
import { copyDriver, installOnce, run } from './install-once.ts';
import type { DriverCommand } from './run-driver.ts';

/** Built at each run, which Go's own cache makes quick when nothing has changed. */
export async function prepareGo(client: InteropClient, { cache }: Workplace): Promise<DriverCommand> {
  const folder = await installOnce(join(cache, `${folderOf(client)}-${client.version}`), (made) =>
    copyDriver(folderOf(client), made),
  );
  await copyDriver(folderOf(client), folder);
  await run('go', ['build', '-o', 'sign-in', '.'], { cwd: folder });
  return { file: join(folder, 'sign-in'), args: [] };
}
