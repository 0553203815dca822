import { fork } from 'node:child_process';
import { extname, join } from 'node:path';
import type { LiveDone, LiveReply, LiveRequest } from '../contracts/live-check.ts';
import * as texts from '../client/texts/texts.ts';

const program = join(import.meta.dirname, `live-step${extname(import.meta.filename)}`);

/**
 * Runs one step of a live check in a process of its own and waits until that has ended: the next step shares nothing with it but
 * the vault. Codes and proofs go through the channel between the two, never into arguments or the environment.
 */
export async function stepInAProcess(env: NodeJS.ProcessEnv, request: LiveRequest): Promise<LiveDone> {
  const { promise, resolve } = Promise.withResolvers<LiveReply | undefined>();
  // What the launcher loads into its own child (`--import`) is not for this one.
  const child = fork(program, { env, execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  let reply: LiveReply | undefined;
  child.once('message', (message) => {
    if (isReply(message)) reply = message;
  });
  child.once('error', () => resolve(undefined));
  child.once('exit', () => resolve(reply));
  child.send(request);
  const answer = await promise;
  if (answer?.kind === 'done') return answer;
  throw new Error(answer?.message ?? texts.liveCheck.stepDied);
}

function isReply(message: unknown): message is LiveReply {
  return typeof message === 'object' && message !== null && 'kind' in message;
}
