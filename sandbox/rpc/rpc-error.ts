/** An answer `rpc_error`. `message` is Telegram's own name, such as PHONE_CODE_INVALID. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly code: number;
  /** A text for the account's owner that follows as an update. */
  readonly notice: string | undefined;

  constructor(code: number, message: string, notice?: string) {
    super(message);
    this.code = code;
    this.notice = notice;
  }
}
