export type LeaseLostReason =
  /** Another holder has a higher fence, or the lease was released. */
  | 'taken'
  /** Its time ran out before a call was prepared. What came of a call is stored all the same. */
  | 'ranOut'
  /** The session was ended: its key is gone, and nothing is stored for it any more. */
  | 'sessionEnded'
  /** The call was given up as unanswered, and this answer came too late. */
  | 'intentLost';

/** A write came from somebody who may not write any more. It was refused as a whole: nothing was stored. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
  readonly reason: LeaseLostReason;

  constructor(reason: LeaseLostReason) {
    super(`${WHAT_HAPPENED[reason]} Nothing was stored. Close the connection, and go on from what the vault holds.`);
    this.reason = reason;
  }
}

const WHAT_HAPPENED: Record<LeaseLostReason, string> = {
  taken: "This session's lease belongs to another holder now.",
  ranOut: "This session's lease ran out before the call.",
  sessionEnded: 'This session was ended meanwhile.',
  intentLost: 'This call was given up as unanswered before its answer was stored.',
};
