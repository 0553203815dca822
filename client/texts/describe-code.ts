import { assertNever } from '../../domain/assert-never.ts';
import type { CodeProblem } from '../../domain/login-state.ts';
import type { Step } from '../../domain/login-view.ts';
import type { Delivery } from '../../domain/sent-code.ts';
import { describeTelegramError } from './describe-telegram-error.ts';
import { describeWhy } from './describe-why.ts';
import { adviceLines, codeProblems, nextWays, whereabouts } from './en.ts';
import { fill } from './fill.ts';
import { type TimeStyle, until, when } from './times.ts';

type EnterCode = Extract<Step, { kind: 'enterCode' }>;

/** A code that is out: what went wrong last, where it is, what comes next, how long there is. */
export function describeCode(step: EnterCode, nowMs: number, style: TimeStyle): readonly string[] {
  const { problem, advice, serverWait } = step;
  return [
    ...(problem === undefined ? [] : problemLines(problem, nowMs, style)),
    whereIsIt(step.delivery),
    ...(serverWait === undefined ? [] : describeTelegramError(serverWait.error)),
    ...nextLines(step, nowMs, style),
    ...(advice === undefined ? [] : adviceLines[advice]),
    `${step.triesLeft === 1 ? 'One try' : `${step.triesLeft} tries`} left for this code.`,
    `Without an answer the sign-in ends ${when(step.deadlineAtMs, nowMs, style)}.`,
  ];
}

function problemLines(problem: CodeProblem, nowMs: number, style: TimeStyle): readonly string[] {
  switch (problem.kind) {
    case 'wrongCode':
    case 'passwordRemoved':
      return [codeProblems[problem.kind]];
    case 'notChecked':
      return [codeProblems.notChecked, ...describeWhy(problem.why, nowMs, style)];
    case 'serverWait':
      return [
        fill(codeProblems.serverWait, { time: until(problem.untilMs, nowMs, style) }),
        ...describeTelegramError(problem.error.raw),
      ];
    default:
      return assertNever(problem);
  }
}

/** Where to look for the code and what it looks like. */
export function whereIsIt(delivery: Delivery): string {
  return fill(whereabouts[delivery.type], {
    length: 'length' in delivery ? lengthOf(delivery.length) : '',
    beginning:
      'beginning' in delivery && delivery.beginning !== undefined ? `; it begins with "${delivery.beginning}"` : '',
    pattern: 'pattern' in delivery ? delivery.pattern : '',
    prefix: 'prefix' in delivery ? delivery.prefix : '',
    email: 'emailPattern' in delivery ? delivery.emailPattern : '',
    url: 'url' in delivery ? delivery.url : '',
  });
}

function lengthOf(length: number): string {
  return length === 0 ? ' Telegram does not say how many digits it has.' : ` It has ${length} digits.`;
}

function nextLines({ next, heldUntilMs }: EnterCode, nowMs: number, style: TimeStyle): readonly string[] {
  switch (next.kind) {
    case 'automatic': {
      const atMs = Math.max(next.atMs, heldUntilMs ?? 0);
      const held = heldUntilMs !== undefined && heldUntilMs > next.atMs ? ' It waits because the entry is open.' : '';
      return [`If nothing comes, ${nextWays[next.way]} goes out by itself ${when(atMs, nowMs, style)}.${held}`];
    }
    case 'onRequest':
      return [`If nothing comes, ${nextWays[next.way]} can be asked for ${when(next.fromMs, nowMs, style)}.`];
    case 'none':
      return ['Telegram offers no other way to send this code.'];
    case 'lost':
      return [
        'A further code was asked for, and the answer was lost. If one comes, type the newest; it may work.',
        'If it is refused or nothing comes, ask for a fresh one.',
      ];
    case 'budgetUsedUp':
      return [
        `No further code goes out: the sends of this number are used up. The next one is free ${when(next.freeAtMs, nowMs, style)}.`,
      ];
    default:
      return assertNever(next);
  }
}
