import { assertNever } from '../../domain/assert-never.ts';
import type { PasswordProblem } from '../../domain/login-state.ts';
import type { Step } from '../../domain/login-view.ts';
import { describeTelegramError } from './describe-telegram-error.ts';
import { describeWhy } from './describe-why.ts';
import { passwordProblems } from './en.ts';
import { fill } from './fill.ts';
import { type TimeStyle, until, when } from './times.ts';

type EnterPassword = Extract<Step, { kind: 'enterPassword' }>;

/** The code was right; the password is asked. */
export function describePassword(step: EnterPassword, nowMs: number, style: TimeStyle): readonly string[] {
  const { problem, hint, hasRecovery } = step;
  const forgotten = hasRecovery
    ? 'Forgotten: recover it by e-mail in an official Telegram app, then answer with the new one.'
    : 'Forgotten: reset it in an official Telegram app where the account is open, which takes 7 days.';
  return [
    ...(problem === undefined ? ['The code was right.'] : problemLines(problem, nowMs, style)),
    ...(hint === undefined || hint === '' ? [] : [`The owner's hint: ${hint}`]),
    'The password stays where it is typed; only a proof of it travels.',
    forgotten,
    `Without an answer the sign-in ends ${when(step.deadlineAtMs, nowMs, style)}.`,
  ];
}

function problemLines(problem: PasswordProblem, nowMs: number, style: TimeStyle): readonly string[] {
  switch (problem.kind) {
    case 'wrongPassword':
    case 'staleChallenge':
      return [passwordProblems[problem.kind]];
    case 'notChecked':
      return [passwordProblems.notChecked, ...describeWhy(problem.why, nowMs, style)];
    case 'serverWait':
      return [
        fill(passwordProblems.serverWait, { time: until(problem.untilMs, nowMs, style) }),
        ...describeTelegramError(problem.error.raw),
      ];
    default:
      return assertNever(problem);
  }
}
