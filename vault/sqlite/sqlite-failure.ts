import { VaultError, type VaultErrorCode } from '../vault-error.ts';

/** The file is held by another process just now: nothing happened, trying again may work. */
export function isBusy(error: unknown): boolean {
  const code = primaryCode(error);
  return code !== undefined && BUSY.has(code);
}

/**
 * Puts SQLite's and the file system's errors into the vault's words. Whatever is neither comes back unchanged: it is a
 * fault of ours, or an error that already has its words.
 */
export function sqliteFailure(error: unknown, file: string): unknown {
  const code = primaryCode(error);
  if (code !== undefined) {
    const kind = BUSY.has(code) ? 'VAULT_LOCKED' : (KINDS[code] ?? 'VAULT_UNREADABLE');
    return new VaultError(kind, sentence(kind, file, text(error, 'errstr')), { cause: error });
  }
  const fileSystemCode = text(error, 'code');
  const systemCall = text(error, 'syscall');
  if (fileSystemCode !== undefined && systemCall !== undefined) {
    const refusedWrite = systemCall !== 'stat' && REFUSED_WRITES.has(fileSystemCode);
    const kind = refusedWrite ? 'VAULT_READ_ONLY' : 'VAULT_UNREADABLE';
    return new VaultError(kind, sentence(kind, file, fileSystemCode), { cause: error });
  }
  return error;
}

export function unreadable(file: string, reason: string, cause?: unknown): VaultError {
  return new VaultError('VAULT_UNREADABLE', sentence('VAULT_UNREADABLE', file, reason), { cause });
}

/** Primary result codes, https://sqlite.org/rescode.html; all others are VAULT_UNREADABLE with SQLite's own words. */
const KINDS: Readonly<Record<number, Exclude<VaultErrorCode, 'VAULT_KEY_WRONG' | 'VAULT_NEWER'>>> = {
  3: 'VAULT_READ_ONLY', // SQLITE_PERM
  8: 'VAULT_READ_ONLY', // SQLITE_READONLY
  11: 'VAULT_CORRUPT', // SQLITE_CORRUPT
  26: 'VAULT_CORRUPT', // SQLITE_NOTADB
};
/** SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL (a race at the first lock of a WAL file). */
const BUSY: ReadonlySet<number> = new Set([5, 6, 15]);
const REFUSED_WRITES: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS']);

function sentence(
  kind: Exclude<VaultErrorCode, 'VAULT_KEY_WRONG' | 'VAULT_NEWER'>,
  file: string,
  reason = 'no reason given',
): string {
  switch (kind) {
    case 'VAULT_READ_ONLY':
      return `The vault ${file} cannot be written (${reason}). Give this user write access to the file and its folder, or remount the disk.`;
    case 'VAULT_CORRUPT':
      return `The vault ${file} is damaged or is no vault (${reason}). Keep a copy of it, and restore it from a backup together with its -wal file.`;
    case 'VAULT_LOCKED':
      return `The vault ${file} was held by another process for too long (${reason}). Look for a stuck process or a backup tool that has it open, then try again.`;
    case 'VAULT_UNREADABLE':
      return `The vault ${file} cannot be opened, read or written (${reason}). Check the path, its rights, and the disk's space and health.`;
  }
}

/** Extended codes carry the primary one in their lowest byte. */
function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  return error.errcode & 0xff;
}

function text(error: unknown, property: string): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const value: unknown = Reflect.get(error, property);
  return typeof value === 'string' ? value : undefined;
}
