import { type Decision, decision, enter } from '../decision.ts';
import type { CodeOut, EmailProblem, LoginState } from '../login-state.ts';

/** Telegram sends nothing to this account before a login e-mail address is bound to it (telegram-sign-in.md 2). */
export function askForEmail(state: LoginState, code: CodeOut, nowMs: number, problem?: EmailProblem): Decision {
  const fromMs = problem?.kind === 'serverWait' ? problem.untilMs : nowMs;
  const deadlineAtMs = fromMs + state.limits.personDeadlineMs;
  return decision(
    enter(state, { name: 'waitingForEmail', code, deadlineAtMs, ...(problem === undefined ? {} : { problem }) }),
  );
}
