/** An answer `rpc_error`. `message` is Telegram's own name, such as PHONE_CODE_INVALID. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}
