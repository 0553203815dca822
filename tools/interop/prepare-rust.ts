import { createPublicKey } from 'node:crypto';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { folderOf } from './interop-client.ts';
import type { InteropClient, Workplace } from './interop-client.ts';
import { copyDriver, installOnce, run } from './install-once.ts';
import type { DriverCommand } from './run-driver.ts';

/** Built at each run, which cargo makes quick when nothing has changed. */
export async function prepareRust(client: InteropClient, { cache, keyFile }: Workplace): Promise<DriverCommand> {
  const folder = await installOnce(join(cache, `${folderOf(client)}-${client.version}`), async (made) => {
    await copyMtproto(made, client.version);
    await addKeyFromEnvironment(join(made, 'grammers-mtproto', 'src', 'authentication.rs'));
  });
  await copyDriver(folderOf(client), folder);
  await run('cargo', ['build', '--release', '--quiet'], { cwd: folder });
  const SANDBOX_KEY_MODULUS = modulusOf(await readFile(keyFile, 'utf8'));
  return { file: join(folder, 'target', 'release', 'sign-in'), args: [], environment: { SANDBOX_KEY_MODULUS } };
}

/** The sources of the crate that knows Telegram's keys. */
async function copyMtproto(folder: string, version: string): Promise<void> {
  const scratch = join(folder, 'scratch');
  await mkdir(join(scratch, 'src'), { recursive: true });
  await writeFile(join(scratch, 'src', 'lib.rs'), '');
  await writeFile(
    join(scratch, 'Cargo.toml'),
    `[package]\nname = "scratch"\nversion = "0.0.0"\nedition = "2024"\n\n[dependencies]\ngrammers-mtproto = "=${version}"\n`,
  );
  await run('cargo', ['vendor', '--quiet', 'vendor'], { cwd: scratch });
  await cp(join(scratch, 'vendor', 'grammers-mtproto'), join(folder, 'grammers-mtproto'), { recursive: true });
  await rm(scratch, { recursive: true });
}

/** grammers takes no keys but Telegram's: one line before its table reads the sandbox's. */
async function addKeyFromEnvironment(file: string): Promise<void> {
  const table = '    Some(match fingerprint {\n';
  const source = await readFile(file, 'utf8');
  if (source.split(table).length !== 2) throw new Error(`${file} has no table of keys where one was expected`);
  const line = '    if let Ok(key) = std::env::var("SANDBOX_KEY_MODULUS") { return rsa::Key::new(&key, "65537"); }\n';
  await writeFile(file, source.replace(table, `${line}${table}`));
}

/** In decimal digits, as grammers writes its keys. */
export function modulusOf(pem: string): string {
  const { n } = z.object({ n: z.string() }).parse(createPublicKey(pem).export({ format: 'jwk' }));
  return BigInt(`0x${Buffer.from(n, 'base64url').toString('hex')}`).toString();
}
