import type { LiveMethod, Seen, SeenAnswer, SendNumber } from '../../../contracts/live-check.ts';
import type { LiveCheck } from '../../../client/live-check/live-check.ts';

let at = 0;

/** A call, a second after the one before, in a process of its own. */
export function seen(method: LiveMethod, answer: SeenAnswer, more: Partial<Seen> = {}): Seen {
  at += 1;
  return { method, process: `process-${at}`, atMs: at * 1_000, tookMs: 100, dcId: 2, answer, ...more };
}

export function sent(
  send: SendNumber,
  answer: Partial<Extract<SeenAnswer, { kind: 'sentCode' }>> = {},
  method: LiveMethod = 'auth.sendCode',
): Seen {
  return seen(method, { kind: 'sentCode', type: 'App', length: 5, hash: 'filled', ...answer }, { send });
}

export function refusal(name: string, code = 400): SeenAnswer {
  return { kind: 'refused', name, code };
}

export function tried(answer: SeenAnswer, send: SendNumber = 1): Seen {
  return seen('auth.signIn', answer, { send });
}

export const signedIn: SeenAnswer = { kind: 'signedIn', futureToken: false };

export function checkOf(all: Seen[], more: Partial<LiveCheck> = {}): LiveCheck {
  const facts = { telegram: true, gramjs: '2', layer: 198, node: '24', latchkey: '1' };
  return { seen: all, said: {}, ending: 'signedIn', sendsAllowed: 2, facts, ...more };
}
