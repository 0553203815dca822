import { type Decision, decision } from '../decision.ts';
import type { CodeProblem, In } from '../login-state.ts';
import { codeHash, endWithCodeOut } from './closing.ts';
import { askForCode } from './code-out.ts';
import { offerRestart } from './sending.ts';

export function wrongCode(state: In<'checkingCode'>, nowMs: number): Decision {
  const code = { ...state.phase.code, wrongCodes: state.phase.code.wrongCodes + 1 };
  if (code.wrongCodes >= state.limits.codeTries) {
    // A reset of the login e-mail that is under way goes on without the code.
    if (code.emailResetAtMs !== undefined)
      return endWithCodeOut(state, codeHash(code), { name: 'putOff', untilMs: code.emailResetAtMs });
    return offerRestart(state, nowMs, 'tooManyWrongCodes', { hash: codeHash(code) });
  }
  return askAgain({ ...state, phase: { ...state.phase, code } }, nowMs, { kind: 'wrongCode' });
}

/** The answer to the question was used up: a new step, so that a repeated submit is told, not tried. */
export function askAgain(state: In<'checkingCode'>, nowMs: number, problem: CodeProblem): Decision {
  const { previous: _, ...code } = state.phase.code;
  // Whoever has just typed a code has the entry open: a resend by itself would void what they type next.
  const heldUntilMs = nowMs + state.limits.entryHoldMs;
  return decision(askForCode(state, code, nowMs, { problem, heldUntilMs }));
}
