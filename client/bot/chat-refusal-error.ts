/** What was asked for cannot be done. The message is for the person who asked. */
export class ChatRefusalError extends Error {
  override readonly name = 'ChatRefusalError';
}
