import { unpack } from './gzip.ts';

/** What one frame's packed messages may unpack to, all levels together, against compression bombs. */
const mostUnpackedBytes = 4 << 20;

/** Thrown when a frame asks for more than any honest one; the connection is closed. */
export class OverBudgetError extends Error {
  override readonly name = 'OverBudgetError';
}

/** What the messages of one frame may cost together, however they are packed and nested. */
export class FrameBudget {
  private leftBytes = mostUnpackedBytes;
  private readonly resent = new Set<bigint>();

  /** `packed` starts with the constructor id of gzip_packed. */
  unpack(packed: Buffer): Buffer {
    const most = this.leftBytes;
    if (most === 0) throw tooMuch();
    // What cannot be unpacked spends all of it: nobody knows how much it took.
    this.leftBytes = 0;
    const unpacked = unpack(packed, most);
    if (unpacked === 'tooLarge') throw tooMuch();
    this.leftBytes = most - unpacked.length;
    return unpacked;
  }

  /** True once for each message: a frame that asks for it again gets it once all the same. */
  mayResend(msgId: bigint): boolean {
    if (this.resent.has(msgId)) return false;
    this.resent.add(msgId);
    return true;
  }
}

function tooMuch(): OverBudgetError {
  return new OverBudgetError(`one frame unpacks to more than ${mostUnpackedBytes} bytes`);
}
