/** Thrown on what no honest client sends; the connection is closed with -404. */
export class KeyExchangeError extends Error {
  override readonly name = 'KeyExchangeError';
}
