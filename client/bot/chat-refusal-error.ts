/** What was asked for cannot be done. The message is for the person who asked; `url` opens what helps. */
export class ChatRefusalError extends Error {
  override readonly name = 'ChatRefusalError';
  readonly url: string | undefined;

  constructor(message: string, url?: string) {
    super(message);
    this.url = url;
  }
}
