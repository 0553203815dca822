/** Where people open the bot. */
export function botAddress({ username }: { username: string }): string {
  return `https://t.me/${username}`;
}
