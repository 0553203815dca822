import type { LoginView } from '../../domain/login-view.ts';
import type { LoginClient } from '../login-client.ts';
import { LoginClientError } from '../login-client-error.ts';
import { askedFor } from './answer-step.ts';
import * as texts from '../texts/texts.ts';

/** A call under way is over by then, or no worker is there. */
const PATIENCE_MS = 30_000;

/**
 * The newest view of a number's sign-in; while a call is under way, the view after it.
 *
 * @throws {LoginClientError} NO_LOGIN
 */
export async function questionOf(logins: LoginClient, numberId: string, signal: AbortSignal): Promise<LoginView> {
  let latest = await logins.view(numberId);
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  if (latest !== undefined && isOnTheWay(latest)) {
    for await (const view of logins.watch(numberId, { after: latest, signal: patience })) {
      latest = view;
      if (!isOnTheWay(view)) break;
    }
  }
  signal.throwIfAborted();
  if (latest !== undefined) return latest;
  throw new LoginClientError('NO_LOGIN', texts.client.noLogin);
}

function isOnTheWay(view: LoginView): boolean {
  return !view.ended && askedFor(view) === 'nothing' && view.actions.every((action) => action === 'cancel');
}
