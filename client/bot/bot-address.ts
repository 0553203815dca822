/** Where people open the bot. */
export function botAddress({ username }: { username: string }): string {
  return `https://t.me/${username}`;
}

/** The same, with the data of a button for /start: 64 letters, digits, "-" and "_" at most. */
export function startAddress(me: { username: string }, data: string): string {
  return `${botAddress(me)}?start=${Buffer.from(data).toString('base64url')}`;
}

export function dataOfStart(parameter: string): string {
  return Buffer.from(parameter, 'base64url').toString();
}
