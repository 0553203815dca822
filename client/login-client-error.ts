export type LoginClientErrorCode =
  /** What was typed cannot be a phone number. */
  | 'PHONE_NUMBER_IMPOSSIBLE'
  | 'NUMBER_NOT_ENROLLED'
  /** All sends of the number are used up and no sign-in of it is running. */
  | 'SEND_BUDGET_USED_UP'
  /** The number never had a sign-in here, or none that is remembered. */
  | 'NO_LOGIN'
  | 'LOGIN_ENDED'
  /** What was asked must wait until the number's sign-in has ended. */
  | 'LOGIN_RUNNING'
  | 'PASSWORD_EMPTY'
  | 'NEW_PASSWORD_UNFIT'
  | 'CODE_TOO_LONG'
  /** A view in the records was written by a version that draws other views. */
  | 'VIEW_UNREADABLE'
  /** Only for questions that are not repeated by themselves (`describe`). */
  | 'TEMPORAL_UNREACHABLE'
  /** Temporal does not let us in: credentials, certificate, namespace. */
  | 'TEMPORAL_REFUSED'
  /** Anything else that Temporal or its client says; `cause` has it. */
  | 'TEMPORAL_FAILED';

/**
 * A command could not be given. The message says what happened, then what to do; it names neither codes nor passwords
 * nor whole phone numbers.
 */
export class LoginClientError extends Error {
  override readonly name = 'LoginClientError';
  readonly code: LoginClientErrorCode;

  constructor(code: LoginClientErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
