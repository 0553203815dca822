import { assertNever } from '../../domain/assert-never.ts';
import type { PasswordProblem } from '../../domain/login-state.ts';
import type { Step } from '../../domain/login-view.ts';
import { describeTelegramError } from './describe-telegram-error.ts';
import { describeWhy } from './describe-why.ts';
import { fill } from './fill.ts';
import * as texts from './texts.ts';
import { type TimeStyle, until, when } from './times.ts';

type EnterPassword = Extract<Step, { kind: 'enterPassword' }>;

/** The code was right; the password is asked. */
export function describePassword(step: EnterPassword, nowMs: number, style: TimeStyle): readonly string[] {
  const { problem, hint, hasRecovery } = step;
  const words = texts.login.password;
  return [
    ...(problem === undefined ? [words.codeWasRight] : problemLines(problem, nowMs, style)),
    ...(hint === undefined || hint === '' ? [] : [fill(words.hint, { hint })]),
    words.staysHere,
    hasRecovery ? words.recover : words.reset,
    fill(texts.login.steps.deadline, { time: when(step.deadlineAtMs, nowMs, style) }),
  ];
}

function problemLines(problem: PasswordProblem, nowMs: number, style: TimeStyle): readonly string[] {
  switch (problem.kind) {
    case 'wrongPassword':
    case 'staleChallenge':
      return [texts.login.passwordProblems[problem.kind]];
    case 'notChecked':
      return [texts.login.passwordProblems.notChecked, ...describeWhy(problem.why, nowMs, style)];
    case 'serverWait':
      return [
        fill(texts.login.passwordProblems.serverWait, { time: until(problem.untilMs, nowMs, style) }),
        ...describeTelegramError(problem.error.raw),
      ];
    default:
      return assertNever(problem);
  }
}
