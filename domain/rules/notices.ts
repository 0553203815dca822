import type { LoginEvent } from '../login-event.ts';
import type { LoginState } from '../login-state.ts';

/** These change nothing about what Telegram has said last. */
const leavesIt: ReadonlySet<LoginEvent['type']> = new Set<LoginEvent['type']>([
  'woke',
  'closingAnswered',
  'openEntry',
  'noCode',
]);

/** A text of Telegram stands until the next call is answered or a person goes on; ending what is open says nothing of it. */
export function withNotice(state: LoginState, event: LoginEvent): LoginState {
  const told = 'outcome' in event && event.outcome.kind === 'refused' ? event.outcome.notice : undefined;
  if (told !== undefined) return { ...state, notice: told };
  if (state.notice === undefined || leavesIt.has(event.type)) return state;
  const { notice: _, ...rest } = state;
  return rest;
}
