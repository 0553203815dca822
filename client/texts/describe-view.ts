import { assertNever } from '../../domain/assert-never.ts';
import { failures } from '../../domain/failures.ts';
import type { LoginView, Step } from '../../domain/login-view.ts';
import { describeActor } from './describe-actor.ts';
import { describeCode, whereIsIt } from './describe-code.ts';
import { describeEmail } from './describe-email.ts';
import { describePassword } from './describe-password.ts';
import { describeRecoveryChoice, describeRecoveryCode } from './describe-recovery.ts';
import { describeDeadCode } from './describe-dead-code.ts';
import { describeWhy } from './describe-why.ts';
import { fill } from './fill.ts';
import * as texts from './texts.ts';
import { since, type TimeStyle, until, when } from './times.ts';
import { plural } from './plural.ts';

/**
 * A view in words. `question`: what the person is asked, where an answer is awaited. `problem`: the one of the lines that says why
 * the last answer did not do.
 */
export type Description = { headline: string; lines: string[]; question?: string; problem?: string };

/**
 * A view as a person reads it: what happened, what comes next and when, what to do. Never a code, a password or a whole
 * phone number. Plain text: a chat or a page escapes it.
 *
 * @param nowMs the reader's clock, Unix milliseconds
 */
export function describeView(view: LoginView, nowMs: number, style: TimeStyle): Description {
  const { step } = view;
  const question = questionOf(step);
  const said = linesOf(step, nowMs, style);
  const problem = 'problem' in step && step.problem !== undefined ? said[0] : undefined;
  return {
    headline: headlineOf(step),
    lines: [
      ...(view.telegram ? [] : [texts.login.notTelegram]),
      ...(view.cancelling ? [texts.login.steps.cancelling] : []),
      ...(view.codeDied === undefined ? [] : describeDeadCode(view.codeDied, step)),
      ...said,
      ...(view.notice === undefined ? [] : [fill(texts.login.why.notice, { notice: view.notice })]),
    ],
    ...(question === undefined ? {} : { question }),
    ...(problem === undefined ? {} : { problem }),
  };
}

/** Whose sign-in it is, for lists and greetings: "Support line (…4607), started by operator 4607". */
export function describeSubject(view: Pick<LoginView, 'label' | 'phoneTail' | 'startedBy'>): string {
  const { label, phoneTail, startedBy } = view;
  return fill(texts.login.subject, { label, phoneTail, startedBy: describeActor(startedBy) });
}

function headlineOf(step: Step): string {
  switch (step.kind) {
    case 'enterCode':
      return fill(texts.login.headlines.enterCode, { way: texts.login.ways[step.delivery.type] });
    case 'signedIn':
      return fill(texts.login.headlines.signedIn, { name: nameOf(step.account) });
    case 'failed':
      return fill(texts.login.failedBecause, {
        headline: texts.login.headlines.failed,
        why: failures[step.why.code].what.replace(/\.$/u, ''),
      });
    case 'restartOffered':
      return step.reason === 'notScanned' ? texts.login.scan.notScanned : texts.login.headlines.restartOffered;
    default:
      return texts.login.headlines[step.kind];
  }
}

function nameOf({ firstName, username, userId }: { firstName: string; username?: string; userId: string }): string {
  const name = firstName === '' ? fill(texts.login.account, { userId }) : firstName;
  return username === undefined ? name : fill(texts.login.nameAndUsername, { name, username });
}

function linesOf(step: Step, nowMs: number, style: TimeStyle): readonly string[] {
  const words = texts.login.steps;
  const time = (atMs: number): string => when(atMs, nowMs, style);
  switch (step.kind) {
    case 'requesting':
      return [words.requesting];
    case 'enterCode':
      return describeCode(step, nowMs, style);
    case 'resending':
      return [words.resending, whereIsIt(step.delivery)];
    case 'checkingCode':
    case 'checkingPassword':
      return [words.checking];
    case 'scan':
      return [
        ...(step.accepting === true ? [words.accepting] : []),
        ...(step.notAccepted === undefined ? [] : [words.notAccepted, ...describeWhy(step.notAccepted, nowMs, style)]),
        ...words.scan,
        ...(step.codeBehind === true ? [words.codeBehind] : []),
        fill(words.scanDeadline, { time: time(step.deadlineAtMs) }),
      ];
    case 'enterEmail':
      return describeEmail(step, nowMs, style);
    case 'sendingEmailCode':
      return [texts.login.email.sending];
    case 'resettingEmail':
      return [texts.login.email.resetting];
    case 'enterPassword':
      return describePassword(step, nowMs, style);
    case 'enterRecoveryCode':
      return describeRecoveryCode(step, nowMs, style);
    case 'chooseRecovery':
      return describeRecoveryChoice(step, nowMs, style);
    case 'recovering':
      return [texts.login.recovery.doing[step.doing]];
    case 'serverWait':
      return [
        ...describeWhy(step.why, nowMs, style),
        step.thenSends
          ? fill(words.nextAttempt, { time: time(step.untilMs) })
          : fill(words.nextOnRequest, { time: since(step.untilMs, nowMs, style) }),
      ];
    case 'outcomeUnknown':
      return [
        words.outcomeUnknown,
        fill(words.nextIfAround, { time: time(step.nextSendAtMs) }),
        sendsLeft(step.sendsLeft),
      ];
    case 'putOff':
      return [
        fill(words.putOff, { clock: until(step.untilMs, nowMs, inZoneOf(step, style)) }),
        step.leftOpen === undefined ? texts.login.nothingLeftOpen : texts.login.leftOpen[step.leftOpen],
      ];
    case 'restartOffered':
      return [
        ...texts.login.restartReasons[step.reason],
        sendsLeft(step.sendsLeft),
        fill(words.deadline, { time: time(step.deadlineAtMs) }),
      ];
    case 'closing':
      return [words.closing];
    case 'signedIn':
      return [
        ...words.signedIn.map((line) => fill(line, { userId: step.account.userId, dcId: step.dcId })),
        ...(step.device === undefined ? [] : [fill(words.device, step.device)]),
      ];
    case 'cancelled':
      return [
        texts.login.cancelReasons[step.reason],
        step.leftOpen === undefined ? texts.login.nothingLeftOpen : texts.login.leftOpen[step.leftOpen],
      ];
    case 'failed':
      return [
        ...afterHeadline(describeWhy(step.why, nowMs, style), failures[step.why.code].what),
        ...(step.leftOpen === undefined ? [] : [texts.login.leftOpen[step.leftOpen]]),
      ];
    default:
      return assertNever(step);
  }
}

/** An appointment is said as the clock of whoever made it shows it. */
function inZoneOf({ timeZone }: { timeZone?: string }, style: TimeStyle): TimeStyle {
  return { ...style, times: 'absolute', ...(timeZone === undefined ? {} : { timeZone }) };
}

/** The headline has said it. */
function afterHeadline(lines: readonly string[], what: string): readonly string[] {
  return lines.filter((line) => line !== what);
}

function sendsLeft(count: number): string {
  return count === 0 ? texts.login.steps.noSendsLeft : plural(texts.login.steps.sendsLeft, count);
}

function questionOf(step: Step): string | undefined {
  switch (step.kind) {
    case 'enterCode':
      return step.format.kind === 'text' ? texts.login.questions.wordOrPhrase : texts.login.questions.code;
    case 'enterPassword':
      return texts.login.questions.password;
    case 'enterRecoveryCode':
      return texts.login.questions.recoveryCode;
    case 'chooseRecovery':
      return texts.login.questions.recoveryChoice;
    case 'enterEmail':
      return texts.login.questions.email;
    case 'restartOffered':
      return texts.login.questions.restart;
    case 'outcomeUnknown':
      return texts.login.questions.waitOrRestart;
    default:
      return undefined;
  }
}
