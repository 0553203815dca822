import type { LoginView } from '../../domain/login-view.ts';
import type { LoginClient } from '../login-client.ts';
import { describeAlike } from '../texts/describe-alike.ts';
import type { CommandContext } from './command-context.ts';

/** Says below a view that many starts fail alike, where they do: then it is not this number. */
export async function sayAlike(logins: LoginClient, view: LoginView, { note }: CommandContext): Promise<void> {
  const alike = await logins.alike(view);
  if (alike !== undefined) note(describeAlike(alike, Date.now(), { times: 'absolute' }));
}
