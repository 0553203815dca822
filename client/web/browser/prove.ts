import type { PasswordChallenge, PasswordProof } from '../../../domain/login-event.ts';
import type { NewPasswordAlgorithm, NewPasswordSettings } from '../../../domain/password-recovery.ts';
import type { NewPassword } from '../../new-password.ts';
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
  const done = await inWorker({ kind: 'proof', password, challenge });
  if ('proof' in done) return done.proof;
  throw troubleIn(done);
}

/** The same with a new password, of which Telegram keeps what is computed. */
export async function computeNew(typed: NewPassword, algorithm: NewPasswordAlgorithm): Promise<NewPasswordSettings> {
  const done = await inWorker({ kind: 'newPassword', typed, algorithm });
  if ('settings' in done) return done.settings;
  throw troubleIn(done);
}

function troubleIn(done: Done): ProofError {
  return new ProofError('trouble' in done && done.trouble !== '' ? done.trouble : texts.console.loginPage.noProof);
}

async function inWorker(task: Task): Promise<Done> {
  const worker = new Worker((workerUrl ??= addressOfWorker()), { type: 'module' });
  try {
    return await new Promise<Done>((resolve, reject) => {
      worker.addEventListener('message', (event: MessageEvent<Done>) => resolve(event.data));
      worker.addEventListener('error', () => reject(new ProofError(texts.console.loginPage.noProof)));
      worker.postMessage(task);
    });
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
