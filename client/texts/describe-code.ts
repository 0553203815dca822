import { assertNever } from '../../domain/assert-never.ts';
import type { CodeProblem } from '../../domain/login-state.ts';
import type { Step } from '../../domain/login-view.ts';
import { type Delivery, offersEmailReset } from '../../domain/sent-code.ts';
import { describePause } from './describe-pause.ts';
import { describeTelegramError } from './describe-telegram-error.ts';
import { describeWhy } from './describe-why.ts';
import { fill } from './fill.ts';
import * as texts from './texts.ts';
import { since, type TimeStyle, until, when } from './times.ts';
import { plural } from './plural.ts';

type EnterCode = Extract<Step, { kind: 'enterCode' }>;

/** A code that is out: what went wrong last, where it is, what comes next, how long there is. */
export function describeCode(step: EnterCode, nowMs: number, style: TimeStyle): readonly string[] {
  const { problem, advice, serverWait } = step;
  return [
    ...(problem === undefined ? [] : problemLines(problem, nowMs, style)),
    whereIsIt(step.delivery),
    ...(serverWait === undefined ? [] : describeTelegramError(serverWait.error)),
    ...emailLines(step, nowMs, style),
    ...(step.verifies === true || step.emailResetAtMs !== undefined ? [] : nextLines(step, nowMs, style)),
    ...(advice === undefined ? [] : texts.login.adviceLines[advice]),
    plural(texts.login.code.triesLeft, step.triesLeft),
    fill(texts.login.steps.deadline, { time: when(step.deadlineAtMs, nowMs, style) }),
  ];
}

function emailLines({ delivery, verifies, emailResetAtMs }: EnterCode, nowMs: number, style: TimeStyle): string[] {
  const words = texts.login.email;
  if (verifies === true) return [words.verifies];
  if (emailResetAtMs !== undefined) return [fill(words.resetUnderWay, { time: until(emailResetAtMs, nowMs, style) })];
  return offersEmailReset(delivery) ? [words.resettable] : [];
}

function problemLines(problem: CodeProblem, nowMs: number, style: TimeStyle): readonly string[] {
  switch (problem.kind) {
    case 'wrongCode':
    case 'passwordRemoved':
      return [texts.login.codeProblems[problem.kind]];
    case 'notReset':
      return [texts.login.codeProblems.notReset, ...describeWhy(problem.why, nowMs, style)];
    case 'notChecked':
      return [texts.login.codeProblems.notChecked, ...describeWhy(problem.why, nowMs, style)];
    case 'serverWait':
      return describePause(texts.login.codeProblems.serverWait, problem, nowMs, style);
    default:
      return assertNever(problem);
  }
}

/** Where to look for the code and what it looks like. */
export function whereIsIt(delivery: Delivery): string {
  return fill(texts.login.whereabouts[delivery.type], {
    length: 'length' in delivery ? lengthOf(delivery.length) : '',
    beginning:
      'beginning' in delivery && delivery.beginning !== undefined
        ? fill(texts.login.code.beginning, { beginning: delivery.beginning })
        : '',
    pattern: 'pattern' in delivery ? delivery.pattern : '',
    prefix: 'prefix' in delivery ? delivery.prefix : '',
    email: 'emailPattern' in delivery ? delivery.emailPattern : '',
    url: 'url' in delivery ? delivery.url : '',
  });
}

function lengthOf(length: number): string {
  return fill(length === 0 ? texts.login.code.lengthUnknown : texts.login.code.length, { length });
}

function nextLines({ next, heldUntilMs }: EnterCode, nowMs: number, style: TimeStyle): readonly string[] {
  const words = texts.login.code;
  const time = (atMs: number): string => when(atMs, nowMs, style);
  switch (next.kind) {
    case 'automatic': {
      const atMs = Math.max(next.atMs, heldUntilMs ?? 0);
      const held = heldUntilMs !== undefined && heldUntilMs > next.atMs ? words.held : '';
      return [fill(words.automatic, { way: texts.login.nextWays[next.way], time: time(atMs), held })];
    }
    case 'onRequest':
      return [fill(words.onRequest, { way: texts.login.nextWays[next.way], time: since(next.fromMs, nowMs, style) })];
    case 'none':
      return [words.noNextWay];
    case 'lost':
      return words.nextLost;
    case 'budgetUsedUp':
      return [fill(words.budgetUsedUp, { time: time(next.freeAtMs) })];
    default:
      return assertNever(next);
  }
}
