import type { PasswordChallenge, PasswordProof } from '../../../domain/login-event.ts';
import * as texts from '../../texts/texts.ts';
import type { Done, Task } from './srp-worker.ts';

declare global {
  // Chromium's; other browsers take the address as it is.
  var trustedTypes:
    | {
        createPolicy(
          name: string,
          rules: { createScriptURL(url: string): string },
        ): { createScriptURL(url: string): string };
      }
    | undefined;
}

/** The challenge cannot be used; the message says why, and what to do. */
export class ProofError extends Error {
  override readonly name = 'ProofError';
}

let workerUrl: string | undefined;

/** Computes the proof of a password in a worker of its own, which ends with it. */
export async function prove(password: string, challenge: PasswordChallenge): Promise<PasswordProof> {
  const worker = new Worker((workerUrl ??= addressOfWorker()), { type: 'module' });
  try {
    const done = await new Promise<Done>((resolve, reject) => {
      worker.addEventListener('message', (event: MessageEvent<Done>) => resolve(event.data));
      worker.addEventListener('error', () => reject(new ProofError(texts.console.loginPage.noProof)));
      const task: Task = { password, challenge };
      worker.postMessage(task);
    });
    if ('proof' in done) return done.proof;
    throw new ProofError(done.trouble === '' ? texts.console.loginPage.noProof : done.trouble);
  } finally {
    worker.terminate();
  }
}

/** The policy lets this page run one worker, the one that its own document names. */
function addressOfWorker(): string {
  const named = document.body.dataset['worker'] ?? '';
  const policy = globalThis.trustedTypes?.createPolicy('latchkey', { createScriptURL: () => named });
  return policy?.createScriptURL(named) ?? named;
}
