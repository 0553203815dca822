import { assertNever } from '../../domain/assert-never.ts';
import type { Step } from '../../domain/login-view.ts';
import type { RecoveryChoiceProblem, RecoveryCodeProblem } from '../../domain/password-recovery.ts';
import { describePause } from './describe-pause.ts';
import { describeTelegramError } from './describe-telegram-error.ts';
import { describeWhy } from './describe-why.ts';
import { fill } from './fill.ts';
import { plural } from './plural.ts';
import * as texts from './texts.ts';
import { type TimeStyle, when } from './times.ts';

type Of<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>;

/** A code was mailed, and is asked for. */
export function describeRecoveryCode(
  { problem, emailPattern, triesLeft, recoveryMailsLeft, deadlineAtMs }: Of<'enterRecoveryCode'>,
  nowMs: number,
  style: TimeStyle,
): readonly string[] {
  const words = texts.login.recovery;
  const where = emailPattern === undefined ? words.mayBeMailed : fill(words.mailed, { emailPattern });
  return [
    ...(problem === undefined ? [] : problemLines(words.codeProblems[problem.kind], problem, nowMs, style)),
    where,
    words.nothingYet,
    ...(problem?.kind === 'wrongCode' ? [plural(words.triesLeft, triesLeft)] : []),
    recoveryMailsLeft === 0 ? words.noMailsLeft : plural(words.mailsLeft, recoveryMailsLeft),
    fill(texts.login.steps.deadline, { time: when(deadlineAtMs, nowMs, style) }),
  ];
}

/** The code was right; what becomes of the password is asked. */
export function describeRecoveryChoice(
  { problem, deadlineAtMs }: Of<'chooseRecovery'>,
  nowMs: number,
  style: TimeStyle,
): readonly string[] {
  const words = texts.login.recovery;
  return [
    ...(problem === undefined
      ? [words.codeWasRight]
      : problemLines(words.choiceProblems[problem.kind], problem, nowMs, style)),
    ...words.choice,
    fill(texts.login.steps.deadline, { time: when(deadlineAtMs, nowMs, style) }),
  ];
}

function problemLines(
  text: string,
  problem: RecoveryCodeProblem | RecoveryChoiceProblem,
  nowMs: number,
  style: TimeStyle,
): readonly string[] {
  switch (problem.kind) {
    case 'notMailed':
    case 'notChecked':
    case 'notDone':
      return [text, ...describeWhy(problem.why, nowMs, style)];
    case 'notTaken':
      return [text, ...describeTelegramError(problem.error.raw)];
    case 'serverWait':
      return describePause(text, problem, nowMs, style);
    case 'wrongCode':
    case 'codeExpired':
    case 'mayBeMailed':
    case 'algorithmUnknown':
      return [text];
    default:
      return assertNever(problem);
  }
}
