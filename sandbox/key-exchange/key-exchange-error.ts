/** Thrown on what no honest client sends; the connection is closed with -404, or -444 where the data centre is another. */
export class KeyExchangeError extends Error {
  override readonly name = 'KeyExchangeError';
  readonly transportError: -404 | -444;

  constructor(message: string, transportError: -404 | -444 = -404) {
    super(message);
    this.transportError = transportError;
  }
}
