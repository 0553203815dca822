import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { folderOf } from './interop-client.ts';
import type { InteropClient, Workplace } from './interop-client.ts';
import { driverFile } from './install-once.ts';
import { pythonWith } from './prepare-python.ts';
import type { DriverCommand } from './run-driver.ts';

/** The library out of the Python package, in a copy that has the sandbox's key where Telegram's were. */
export async function prepareTdlib(client: InteropClient, place: Workplace): Promise<DriverCommand> {
  const python = await pythonWith(client, place.cache);
  const [library] = globSync('lib/python3*/site-packages/tdjson.libs/libtdjson*', { cwd: dirname(dirname(python)) });
  if (library === undefined) throw new Error(`the package ${client.package} has no libtdjson`);
  const copy = join(place.folder, 'libtdjson.so');
  const bytes = await readFile(join(dirname(dirname(python)), library));
  await writeFile(copy, withKey(bytes, await readFile(place.keyFile, 'utf8')));
  const environment = { TDJSON_LIBRARY: copy, TDLIB_FOLDER: join(place.folder, 'tdlib') };
  return { file: python, args: [driverFile(folderOf(client), 'sign-in.py')], environment };
}

/** Every RSA key in `library` overwritten. All are of 2048 bits and 65537, so their texts have one length. */
export function withKey(library: Buffer, pem: string): Buffer {
  const key = Buffer.from(pem.trim());
  const changed = Buffer.from(library);
  let found = 0;
  for (let at = changed.indexOf(begin); at >= 0; at = changed.indexOf(begin, at + begin.length)) {
    const length = changed.indexOf(end, at) + end.length - at;
    // A key of another size is left alone: the text "-----BEGIN" also stands where keys are read.
    if (length !== key.length) continue;
    key.copy(changed, at);
    found++;
  }
  if (found === 0) throw new Error('libtdjson has no RSA keys as text');
  return changed;
}

const begin = '-----BEGIN RSA PUBLIC KEY-----';
const end = '-----END RSA PUBLIC KEY-----';
