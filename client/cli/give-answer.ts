import type { CommandAnswer } from '../../contracts/login-messages.ts';
import type { LoginClient, Waiting } from '../login-client.ts';
import { describeRefusal } from '../texts/describe-refusal.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodeOfRefusal } from './exit-codes.ts';
import { phoneArgument } from './number-argument.ts';

export type Give = (logins: LoginClient, numberId: string, waiting: Waiting) => Promise<CommandAnswer>;

/** A command that does one thing to a number's sign-in and goes: prints the view afterwards, and why nothing was changed. */
export async function giveAnswer(
  context: CommandContext,
  { typed, json }: { typed: string; json: boolean },
  give: Give,
): Promise<void> {
  const { phone } = phoneArgument(typed);
  const [{ withLogins }, { viewPrinter }] = await Promise.all([import('./open-logins.ts'), import('./print-view.ts')]);
  await withLogins(context, async ({ logins }) => {
    const { numberId } = await logins.number(phone);
    const waiting = {
      signal: context.signal,
      onSilent: ({ message }: { message: string }) => context.note(message),
    };
    const { view, refusal } = await give(logins, numberId, waiting);
    if (refusal !== undefined) {
      context.note(describeRefusal(refusal, Date.now(), { times: 'relative' }));
      context.exitWith(exitCodeOfRefusal(view));
    }
    viewPrinter(context, { json, phone })(view, refusal);
  });
}
