/** The program that opens an address in this machine's browser; none where there is nobody in front of it. */
export function browserCommand(
  url: string,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): readonly [program: string, ...args: string[]] | undefined {
  const has = (name: string): boolean => (env[name] ?? '') !== '';
  const display = has('DISPLAY') || has('WAYLAND_DISPLAY');
  const distant = has('SSH_CONNECTION') || has('SSH_TTY');
  if (has('CI') || (distant && !display)) return undefined;
  if (platform === 'darwin') return ['open', url];
  if (platform === 'win32') return ['cmd', '/c', 'start', '', url];
  return display ? ['xdg-open', url] : undefined;
}
