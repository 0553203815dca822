import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import {
  type ProcessIdentity,
  commandLineOf,
  identityOf,
  isAlive,
  isRunning,
  ownIdentity,
} from '../process-identity.ts';
import { EmbeddedTemporalError } from './embedded-temporal-error.ts';
import { pickPort } from './free-port.ts';
import { withHomeMutex } from './home-mutex.ts';
import { serverFiles } from './server-files.ts';

const identitySchema = z.object({ pid: z.int().positive(), startedAt: z.string() });

const lockSchema = z.object({
  /** The process that started or adopted the server and will stop it. */
  owner: identitySchema,
  port: z.int().positive(),
  /** Absent between the claim and the moment the server runs. */
  server: identitySchema.optional(),
});

export type ServerLock = z.infer<typeof lockSchema>;

/** `adopted`: a server is there already, left by an owner that died. */
export type Claim = { port: number; adopted?: ProcessIdentity };

/**
 * Makes this process the one that runs the server of `home`.
 *
 * @throws {EmbeddedTemporalError} ALREADY_RUNNING naming the pid, HOME_UNUSABLE
 */
export async function claimServer(home: string): Promise<Claim> {
  return await withHomeMutex(home, async () => {
    const lock = readServerLock(home);
    if (lock !== undefined && isRunning(lock.owner)) {
      throw new EmbeddedTemporalError(
        'ALREADY_RUNNING',
        `The embedded Temporal server of ${home} is already run by process ${lock.owner.pid}. Stop that one first, or set LATCHKEY_HOME to another directory.`,
      );
    }
    const left = lock === undefined ? undefined : serverLeftBy(home, lock);
    const claim =
      lock !== undefined && left !== undefined ? { port: lock.port, adopted: left } : { port: await pickPort(home) };
    if (left === undefined) rmSync(serverFiles(home).pid, { force: true });
    writeServerLock(home, { owner: ownIdentity(), port: claim.port, ...(left === undefined ? {} : { server: left }) });
    return claim;
  });
}

/** Records the server that the claimed port now belongs to. */
export async function recordServer(home: string, port: number, server: ProcessIdentity): Promise<void> {
  await withHomeMutex(home, () => {
    writeServerLock(home, { owner: ownIdentity(), port, server });
    writeFileSync(serverFiles(home).port, `${port}\n`, { mode: 0o600 });
  });
}

/** Gives the claim back, unless another process has it meanwhile. */
export async function releaseServer(home: string): Promise<void> {
  await withHomeMutex(home, () => {
    if (readServerLock(home)?.owner.pid !== process.pid) return;
    rmSync(serverFiles(home).lock, { force: true });
    rmSync(serverFiles(home).pid, { force: true });
  });
}

/** What the lock says; undefined when there is none (or an unreadable one, which only a crashed disk leaves). */
export function readServerLock(home: string): ServerLock | undefined {
  try {
    const parsed = lockSchema.safeParse(JSON.parse(readFileSync(serverFiles(home).lock, 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The live server that a dead owner left. When the owner died between starting and recording it, the server's own pid
 * file tells; that pid may have been given again, so the command line must name our database.
 */
export function serverLeftBy(home: string, lock: ServerLock): ProcessIdentity | undefined {
  if (lock.server !== undefined) return isAlive(lock.server) ? lock.server : undefined;
  try {
    const pid = Number.parseInt(readFileSync(serverFiles(home).pid, 'utf8'), 10);
    return commandLineOf(pid).includes(serverFiles(home).database) ? identityOf(pid) : undefined;
  } catch {
    return undefined;
  }
}

function writeServerLock(home: string, lock: ServerLock): void {
  const { lock: file } = serverFiles(home);
  // Readers take no mutex, so the file changes whole.
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${JSON.stringify(lock)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
