export type SrpErrorCode =
  /** A field of the challenge is not what the protocol allows. */
  | 'CHALLENGE_MALFORMED'
  /** The group parameters are not safe: a dishonest server could learn the password from the proof. */
  | 'CHALLENGE_UNSAFE';

/** No proof was made, so nothing about the password has left this process. The message names no secret. */
export class SrpError extends Error {
  override readonly name = 'SrpError';
  readonly code: SrpErrorCode;

  constructor(code: SrpErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
