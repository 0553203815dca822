import { assertNever } from '../../domain/assert-never.ts';
import type { PasswordProblem } from '../../domain/login-state.ts';
import type { Step } from '../../domain/login-view.ts';
import { describePause } from './describe-pause.ts';
import { describeWhy } from './describe-why.ts';
import { fill } from './fill.ts';
import * as texts from './texts.ts';
import { type TimeStyle, when } from './times.ts';

type EnterPassword = Extract<Step, { kind: 'enterPassword' }>;

/** The code was right, or a QR code was scanned; the password is asked. */
export function describePassword(step: EnterPassword, nowMs: number, style: TimeStyle): readonly string[] {
  const { problem, hint, hasRecovery } = step;
  const words = texts.login.password;
  return [
    ...(problem === undefined
      ? [step.scanned === true ? words.scanned : words.codeWasRight]
      : problemLines(problem, nowMs, style)),
    ...(hint === undefined || hint === '' ? [] : [fill(words.hint, { hint })]),
    words.staysHere,
    ...(hasRecovery ? [forgotten(step)] : words.reset),
    fill(texts.login.steps.deadline, { time: when(step.deadlineAtMs, nowMs, style) }),
  ];
}

/** Sign-ins that older versions began cannot recover a password themselves. */
function forgotten({ recoveryMailsLeft }: EnterPassword): string {
  if (recoveryMailsLeft === undefined) return texts.login.password.recover;
  return recoveryMailsLeft === 0 ? texts.login.recovery.usedUp : texts.login.recovery.canRecover;
}

function problemLines(problem: PasswordProblem, nowMs: number, style: TimeStyle): readonly string[] {
  switch (problem.kind) {
    case 'wrongPassword':
    case 'staleChallenge':
    case 'passwordChanged':
    case 'noRecovery':
    case 'tooManyRecoveryCodes':
    case 'recoveryExpired':
      return [texts.login.passwordProblems[problem.kind]];
    case 'notChecked':
    case 'recoveryFailed':
      return [texts.login.passwordProblems[problem.kind], ...describeWhy(problem.why, nowMs, style)];
    case 'serverWait':
    case 'recoveryWait':
      return describePause(texts.login.passwordProblems[problem.kind], problem, nowMs, style);
    default:
      return assertNever(problem);
  }
}
