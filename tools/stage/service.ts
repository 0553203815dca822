import { fileURLToPath } from 'node:url';
import { type Child, startChild } from './child.ts';

const file = fileURLToPath(new URL('service-process.ts', import.meta.url));

/** What each says on stdout once it takes work. */
const readySigns = { bot: 'ready', web: 'listens' } as const;
export type ServiceName = keyof typeof readySigns;

/** Starts `latchkey bot` or `latchkey web` with `env` as its whole environment; what it logs goes to `logFile`. */
export function startService(name: ServiceName, env: Record<string, string>, logFile: string): Child {
  return startChild({ name, file, args: [name], env, logFile, readyWhen: readySigns[name] });
}
