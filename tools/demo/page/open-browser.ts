import { spawn } from 'node:child_process';
import { browserCommand } from './browser-command.ts';

/** Opens the page where there is a browser. Its address was printed, so nothing is lost when that does not work. */
export function openBrowser(url: string): void {
  const [program, ...args] = browserCommand(url, process.env, process.platform) ?? [];
  if (program === undefined) return;
  const child = spawn(program, args, { detached: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}
