import { join } from 'node:path';
import { driverFolderOf, folderOf } from './interop-client.ts';
import type { InteropClient, Workplace } from './interop-client.ts';
import { driverFile, installOnce, run } from './install-once.ts';
import type { DriverCommand } from './run-driver.ts';

/** A virtual environment with the client in it. */
export async function preparePython(client: InteropClient, place: Workplace): Promise<DriverCommand> {
  return { file: await pythonWith(client, place.cache), args: [driverFile(driverFolderOf(client), 'sign-in.py')] };
}

export async function pythonWith(client: InteropClient, cache: string): Promise<string> {
  const folder = await installOnce(join(cache, `${folderOf(client)}-${client.version}`), async (made) => {
    await run('python3', ['-m', 'venv', made]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
    await run(join(made, 'bin', 'python'), [...pip, `${client.package}==${client.version}`]);
  });
  return join(folder, 'bin', 'python');
}
