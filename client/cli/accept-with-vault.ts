import type { LoginView } from '../../domain/login-view.ts';
import type { LoginClient, Waiting } from '../login-client.ts';
import { describeRefusal } from '../texts/describe-refusal.ts';
import type { CommandContext } from './command-context.ts';

/** Waits for the first QR code and has it accepted by a session in the vault. Answers with the view after that. */
export async function acceptWithVault(
  logins: LoginClient,
  first: LoginView,
  { note, signal }: Pick<CommandContext, 'note' | 'signal'>,
  { reason, waiting }: { reason: string; waiting: Waiting },
): Promise<LoginView> {
  let view = first;
  if (view.step.kind === 'scan' && view.scan === undefined) {
    for await (const newer of logins.watch(view.numberId, { after: view, signal })) {
      view = newer;
      break;
    }
  }
  if (view.ended || view.step.kind !== 'scan') return view;
  const answer = await logins.acceptScan(view.numberId, view.stepId, reason, waiting);
  if (answer.refusal !== undefined) note(describeRefusal(answer.refusal, Date.now(), { times: 'relative' }));
  return answer.view;
}
