import type { PasswordChallenge, PasswordProof } from '../../../domain/login-event.ts';
import { computeProof } from '../../srp/compute-proof.ts';
import { SrpError } from '../../srp/srp-error.ts';

export type Task = { password: string; challenge: PasswordChallenge };
export type Done = { proof: PasswordProof } | { trouble: string };

/** The one place that sees the password besides the field it is typed into. It asks nobody: its own policy (routes/pages.ts) allows nothing. */
addEventListener('message', (event: MessageEvent<Task>) => {
  const { password, challenge } = event.data;
  void answer(password, challenge);
});

async function answer(password: string, challenge: PasswordChallenge): Promise<void> {
  let done: Done;
  try {
    done = { proof: await computeProof(password, challenge) };
  } catch (error) {
    // What an SrpError says was written here, about the challenge alone.
    done = { trouble: error instanceof SrpError ? error.message : '' };
  }
  postMessage(done);
}
