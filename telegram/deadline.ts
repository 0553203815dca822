/** Runs `expire` after `ms` unless the work settles first; leaves no timer behind. */
export async function withDeadline<T>(work: Promise<T>, ms: number, expire: () => void): Promise<T> {
  const timer = setTimeout(expire, ms);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
