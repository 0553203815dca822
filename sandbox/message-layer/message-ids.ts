/** A clock that was set back by more than this, in seconds, is followed. */
const maxAheadSeconds = 10n;

/**
 * Server message ids, of one auth key or of a data centre's messages without a key: rising, never twice the same: unix
 * time in the upper half, ending in 1 for replies and in 3 for the rest (core.telegram.org/mtproto/description).
 */
export class MessageIds {
  private last = 0n;

  next(nowMs: number, to: 'reply' | 'notification'): bigint {
    const fraction = Math.floor((nowMs % 1000) * 4_294_967.296);
    const now = ((BigInt(Math.floor(nowMs / 1000)) << 32n) | BigInt(fraction)) & ~3n;
    const isAhead = this.last >= now && this.last - now < maxAheadSeconds << 32n;
    this.last = isAhead ? this.last + 4n : now;
    return this.last | (to === 'reply' ? 1n : 3n);
  }
}
