import type { RecoveryWay } from '../../domain/password-recovery.ts';
import type { CommandAnswer } from '../../contracts/login-messages.ts';
import type { LoginView } from '../../domain/login-view.ts';
import type { LoginClient, Waiting } from '../login-client.ts';
import { newPasswordTrouble } from '../new-password.ts';
import * as texts from '../texts/texts.ts';
import { type LivePrompt, type Prompted, promptPassword, promptText } from './live-prompt.ts';

/** What is to become of a forgotten password, with all that it takes. */
export type RecoveryWish =
  | { way: 'removal'; confirmation: string }
  | { way: 'newPassword'; password: string; hint: string; confirmation: string };

const words = texts.cli.recovery;

/** Asks for the new password, twice, and for its hint; either way the number's last digits confirm it. */
export async function askRecovery(way: RecoveryWay, signal: AbortSignal): Promise<Prompted<RecoveryWish>> {
  if (way === 'removal') {
    const confirmed = await promptText(saying(words.confirmRemoval, signal));
    return confirmed.kind === 'answer' ? { kind: 'answer', value: { way, confirmation: confirmed.value } } : confirmed;
  }
  const typed = await askNewPassword(signal);
  if (typed.kind !== 'answer') return typed;
  const confirmed = await promptText(saying(words.confirmNewPassword, signal));
  return confirmed.kind === 'answer'
    ? { kind: 'answer', value: { way, ...typed.value, confirmation: confirmed.value } }
    : confirmed;
}

async function askNewPassword(signal: AbortSignal): Promise<Prompted<{ password: string; hint: string }>> {
  for (let trouble = ''; ;) {
    const first = await promptPassword(saying(`${trouble}${words.newPassword}`, signal));
    if (first.kind !== 'answer') return first;
    const second = await promptPassword(saying(words.newPasswordAgain, signal));
    if (second.kind !== 'answer') return second;
    const hint = await promptText(saying(words.hint, signal));
    if (hint.kind !== 'answer') return hint;
    const typed = { password: first.value, hint: hint.value };
    const why = first.value === second.value ? newPasswordTrouble(typed) : texts.client.newPassword.differ;
    if (why === undefined) return { kind: 'answer', value: typed };
    trouble = `${why}\n`;
  }
}

function saying(message: string, signal: AbortSignal): LivePrompt {
  return { message: () => message, signal };
}

export async function submitRecovery(
  logins: LoginClient,
  { numberId, stepId }: LoginView,
  wish: RecoveryWish,
  waiting: Waiting,
): Promise<CommandAnswer> {
  const { confirmation } = wish;
  return wish.way === 'removal'
    ? await logins.recoverPassword(numberId, stepId, { confirmation }, waiting)
    : await logins.submitNewPassword(numberId, stepId, wish, waiting);
}
