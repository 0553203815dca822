import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { removeAtEnd } from './remove-at-end.ts';

const execute = promisify(execFile);

/**
 * Fills `place` once. It is made beside its final place and moved there, so that a run that was stopped leaves nothing
 * half-made.
 */
export async function installOnce(place: string, fill: (folder: string) => Promise<void>): Promise<string> {
  if (existsSync(place)) return place;
  await mkdir(dirname(place), { recursive: true });
  const temporary = await mkdtemp(`${place}-`);
  const remove = removeAtEnd(temporary);
  try {
    await fill(temporary);
    await rename(temporary, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
  } finally {
    remove();
  }
  return place;
}

/** Runs a program to its end; throws with what it printed when it fails. */
export async function run(file: string, args: readonly string[], options: { cwd?: string } = {}): Promise<void> {
  await execute(file, args, { ...options, maxBuffer: 1 << 26 });
}

const driversFolder = join(import.meta.dirname, 'clients');

export function driverFile(client: string, file: string): string {
  return join(driversFolder, client, file);
}

export async function copyDriver(client: string, folder: string): Promise<void> {
  await cp(join(driversFolder, client), folder, { recursive: true });
}
