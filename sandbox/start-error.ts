/** Why a sandbox does not start; the message says what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** What the operating system said about a file, in a sentence with what to do. Other errors stay as they are. */
export function fileError(cause: unknown, option: string, file: string): unknown {
  if (!(cause instanceof Error && 'code' in cause && typeof cause.code === 'string')) return cause;
  const why = reasons[cause.code] ?? `cannot be used (${cause.code}): name another file`;
  return new StartError(`${option}: ${file} ${why}.`, { cause });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'lies in a folder that does not exist: make the folder, or name another file',
  ENOTDIR: 'lies in something that is no folder: name another file',
  EISDIR: 'is a folder: name a file',
  EACCES: 'may not be read or written: change who may, or name another file',
  EPERM: 'may not be read or written: change who may, or name another file',
  EROFS: 'lies on a disk that cannot be written: name another file',
  ENOSPC: 'cannot be written, for the disk is full: make room, or name another file',
};
