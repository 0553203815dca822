/** A wrong scenario, fault or setting, or a number without a scenario. The message says what to do. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly status: 400 | 403 | 404;

  constructor(message: string, status: 400 | 403 | 404 = 400) {
    super(message);
    this.status = status;
  }
}
