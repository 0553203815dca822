import { assertNever } from '../../domain/assert-never.ts';
import { failures } from '../../domain/failures.ts';
import type { LoginView, Step } from '../../domain/login-view.ts';
import { describeCode, whereIsIt } from './describe-code.ts';
import { describePassword } from './describe-password.ts';
import { describeDeadCode } from './describe-dead-code.ts';
import { describeWhy } from './describe-why.ts';
import { cancelReasons, headlines, leftOpen, nothingLeftOpen, notTelegram, restartReasons, ways } from './en.ts';
import { fill } from './fill.ts';
import { type TimeStyle, when } from './times.ts';

/** A view in words. `question`: what the person is asked, where an answer is awaited. */
export type Description = { headline: string; lines: string[]; question?: string };

/**
 * A view as a person reads it: what happened, what comes next and when, what to do. Never a code, a password or a whole
 * phone number. Plain text: a chat or a page escapes it.
 *
 * @param nowMs the reader's clock, Unix milliseconds
 */
export function describeView(view: LoginView, nowMs: number, style: TimeStyle): Description {
  const { step } = view;
  const question = questionOf(step);
  return {
    headline: headlineOf(step),
    lines: [
      ...(view.telegram ? [] : [notTelegram]),
      ...(view.cancelling ? ['A cancel is noted; the call under way finishes first.'] : []),
      ...(view.codeDied === undefined ? [] : describeDeadCode(view.codeDied, step)),
      ...linesOf(step, nowMs, style),
    ],
    ...(question === undefined ? {} : { question }),
  };
}

/** Whose sign-in it is, for lists and greetings: "Support line (…4607), started by cli:anna". */
export function describeSubject(view: Pick<LoginView, 'label' | 'phoneTail' | 'startedBy'>): string {
  return `${view.label} (…${view.phoneTail}), started by ${view.startedBy}`;
}

function headlineOf(step: Step): string {
  switch (step.kind) {
    case 'enterCode':
      return fill(headlines.enterCode, { way: ways[step.delivery.type] });
    case 'signedIn':
      return fill(headlines.signedIn, { name: nameOf(step.account) });
    case 'failed':
      return `${headlines.failed}: ${failures[step.why.code].what.replace(/\.$/u, '')}`;
    default:
      return headlines[step.kind];
  }
}

function nameOf({ firstName, username, userId }: { firstName: string; username?: string; userId: string }): string {
  const name = firstName === '' ? `account ${userId}` : firstName;
  return username === undefined ? name : `${name} (@${username})`;
}

function linesOf(step: Step, nowMs: number, style: TimeStyle): readonly string[] {
  switch (step.kind) {
    case 'requesting':
      return ['It arrives in a moment. Nothing to do yet.'];
    case 'enterCode':
      return describeCode(step, nowMs, style);
    case 'resending':
      return ['The code before it may still come.', whereIsIt(step.delivery)];
    case 'checkingCode':
    case 'checkingPassword':
      return ['Telegram is asked. Nothing to do.'];
    case 'enterPassword':
      return describePassword(step, nowMs, style);
    case 'serverWait':
      return [
        ...describeWhy(step.why, nowMs, style),
        step.thenSends
          ? `The next attempt goes out by itself ${when(step.untilMs, nowMs, style)}.`
          : `A fresh code can be asked for ${when(step.untilMs, nowMs, style)}; nothing goes out by itself.`,
      ];
    case 'outcomeUnknown':
      return [
        'The answer to the request for a code was lost. A code may arrive; it cannot be used, for what belongs to it was lost too.',
        `The next code goes out by itself ${when(step.nextSendAtMs, nowMs, style)}, if somebody is around.`,
        sendsLeft(step.sendsLeft),
      ];
    case 'restartOffered':
      return [
        ...restartReasons[step.reason],
        sendsLeft(step.sendsLeft),
        `Without an answer the sign-in ends ${when(step.deadlineAtMs, nowMs, style)}.`,
      ];
    case 'closing':
      return ['Telegram is told that the code is no longer wanted.'];
    case 'signedIn':
      return [
        `The session (account ${step.account.userId}, data centre ${step.dcId}) is sealed in the vault.`,
        'Telegram asks the owner about the new sign-in: confirm "Yes, it\'s me" on a device where the account is open. "No" would end this session.',
      ];
    case 'cancelled':
      return [cancelReasons[step.reason], step.leftOpen === undefined ? nothingLeftOpen : leftOpen[step.leftOpen]];
    case 'failed':
      return [
        ...afterHeadline(describeWhy(step.why, nowMs, style), failures[step.why.code].what),
        ...(step.leftOpen === undefined ? [] : [leftOpen[step.leftOpen]]),
      ];
    default:
      return assertNever(step);
  }
}

/** The headline has said it. */
function afterHeadline(lines: readonly string[], what: string): readonly string[] {
  return lines.filter((line) => line !== what);
}

function sendsLeft(count: number): string {
  if (count === 0) return 'No sends are left for this number today.';
  return count === 1 ? 'One send is left for this number today.' : `${count} sends are left for this number today.`;
}

function questionOf(step: Step): string | undefined {
  switch (step.kind) {
    case 'enterCode':
      return step.format.kind === 'text' ? 'Which word or phrase came?' : 'Which code came?';
    case 'enterPassword':
      return 'Password of two-step verification?';
    case 'restartOffered':
      return 'Ask for a fresh code now?';
    case 'outcomeUnknown':
      return 'Wait, or ask for a fresh code now?';
    default:
      return undefined;
  }
}
