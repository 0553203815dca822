import { readFile, writeFile } from 'node:fs/promises';
import { fileError, StartError } from '../start-error.ts';
import { createServerKey, readServerKey } from './rsa-key.ts';
import type { ServerKey } from './rsa-key.ts';

/** The key in the file; made and kept there, mode 0600, when there is no such file. */
export async function serverKeyFrom(file: string): Promise<ServerKey> {
  const text = await textOf(file);
  if (text === undefined) return makeKey(file);
  try {
    return readServerKey(text);
  } catch (cause) {
    throw new StartError(
      `--private-key: ${file} holds no RSA key of 2048 bits as PEM. ` +
        'Name a file that does, or one that does not exist yet: a key is then made there.',
      { cause },
    );
  }
}

/** Public keys have no secret: the file is for clients to read. */
export async function writePublicKey(file: string, { publicKeyPem }: ServerKey): Promise<void> {
  try {
    await writeFile(file, publicKeyPem);
  } catch (error) {
    throw fileError(error, '--key', file);
  }
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw fileError(error, '--private-key', file);
  }
}

async function makeKey(file: string): Promise<ServerKey> {
  const key = createServerKey();
  try {
    await writeFile(file, key.privateKeyPem, { mode: 0o600 });
  } catch (error) {
    throw fileError(error, '--private-key', file);
  }
  return key;
}
