import type { PasswordChallenge, PasswordProof } from '../../../domain/login-event.ts';
import type { NewPasswordAlgorithm, NewPasswordSettings } from '../../../domain/password-recovery.ts';
import type { NewPassword } from '../../new-password.ts';
import { computeNewPassword } from '../../srp/compute-new-password.ts';
import { computeProof } from '../../srp/compute-proof.ts';
import { SrpError } from '../../srp/srp-error.ts';

export type Task =
  | { kind: 'proof'; password: string; challenge: PasswordChallenge }
  | { kind: 'newPassword'; typed: NewPassword; algorithm: NewPasswordAlgorithm };
export type Done = { proof: PasswordProof } | { settings: NewPasswordSettings } | { trouble: string };

/** The one place that sees the password besides the field it is typed into. It asks nobody: its own policy (routes/pages.ts) allows nothing. */
addEventListener('message', (event: MessageEvent<Task>) => {
  void answer(event.data);
});

async function answer(task: Task): Promise<void> {
  let done: Done;
  try {
    done =
      task.kind === 'proof'
        ? { proof: await computeProof(task.password, task.challenge) }
        : { settings: await computeNewPassword(task.typed, task.algorithm) };
  } catch (error) {
    // What an SrpError says was written here, about the challenge alone.
    done = { trouble: error instanceof SrpError ? error.message : '' };
  }
  postMessage(done);
}
