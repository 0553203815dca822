import { assertNever } from '../../domain/assert-never.ts';
import type { EmailProblem } from '../../domain/login-state.ts';
import type { Step } from '../../domain/login-view.ts';
import { describePause } from './describe-pause.ts';
import { describeTelegramError } from './describe-telegram-error.ts';
import { describeWhy } from './describe-why.ts';
import { fill } from './fill.ts';
import * as texts from './texts.ts';
import { type TimeStyle, when } from './times.ts';

/** Telegram wants a login e-mail address. */
export function describeEmail(
  { problem, deadlineAtMs }: Extract<Step, { kind: 'enterEmail' }>,
  nowMs: number,
  style: TimeStyle,
): readonly string[] {
  const words = texts.login.email;
  return [
    ...(problem === undefined ? [words.wanted] : problemLines(problem, nowMs, style)),
    words.stays,
    words.confirm,
    fill(texts.login.steps.deadline, { time: when(deadlineAtMs, nowMs, style) }),
  ];
}

function problemLines(problem: EmailProblem, nowMs: number, style: TimeStyle): readonly string[] {
  const words = texts.login.email;
  switch (problem.kind) {
    case 'refused':
      return [words.refused, ...describeTelegramError(problem.error.raw)];
    case 'expired':
      return [words.expired];
    case 'notSent':
      return [words.notSent, ...describeWhy(problem.why, nowMs, style)];
    case 'serverWait':
      return describePause(words.serverWait, problem, nowMs, style);
    default:
      return assertNever(problem);
  }
}
