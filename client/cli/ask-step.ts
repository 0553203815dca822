import { type Appointment, readAppointment, systemTimeZone } from '../read-appointment.ts';
import { assertNever } from '../../domain/assert-never.ts';
import type { RecoveryWay } from '../../domain/password-recovery.ts';
import type { Action, LoginView } from '../../domain/login-view.ts';
import { actionLabel } from '../texts/action-label.ts';
import * as texts from '../texts/texts.ts';
import { describeView } from '../texts/describe-view.ts';
import { when } from '../texts/times.ts';
import { askRecovery, type RecoveryWish } from './ask-recovery.ts';
import { askedFor } from './answer-step.ts';
import { type LivePrompt, type Prompted, promptChoice, promptCode, promptPassword, promptText } from './live-prompt.ts';
import { fill } from '../texts/fill.ts';

/** What a person at a terminal wants. */
export type Wish =
  | { kind: 'typed'; text: string }
  | { kind: 'action'; action: Exclude<Action, 'noCode' | 'later' | 'resetEmail' | 'acceptScan'> }
  | { kind: 'resetEmail'; confirmation: string }
  | { kind: 'later'; appointment?: Appointment }
  | { kind: 'noCode'; openOnDevice?: boolean }
  | { kind: 'recovery'; wish: RecoveryWish }
  /** Nothing is to be done: the sign-in goes on by itself. */
  | { kind: 'wait' }
  | { kind: 'left' }
  | { kind: 'overtaken' };

export type AskStep = {
  /** The newest view of the question: its times may change while the prompt stands. */
  latest: () => LoginView;
  /** The question is no longer asked. */
  signal: AbortSignal;
  onTyping: () => void;
  /** A line under the question, drawn anew with it. */
  notice: () => string | undefined;
};

/** Prompts for what a step asks; an empty answer opens the list of everything else that is possible. */
export async function askStep(step: AskStep): Promise<Wish> {
  const asked = askedFor(step.latest());
  const prompt: LivePrompt = { message: () => withNotice(step, promptLine(step.latest())), signal: step.signal };
  switch (asked) {
    case 'code':
      return await typedOrMenu(step, await promptCode(prompt, step.onTyping));
    case 'email':
      return await typedOrMenu(step, await promptText(prompt));
    case 'password':
      return await typedOrMenu(step, await promptPassword(prompt));
    case 'recoveryCode':
      return await typedOrMenu(step, await promptCode(prompt, () => undefined));
    case 'recoveryChoice':
      return await menu(step, prompt, [
        { value: 'newPassword', label: texts.cli.recovery.setNew },
        { value: 'removal', label: texts.cli.recovery.remove },
      ]);
    case 'nothing':
      if (step.latest().step.kind === 'scan') return await scanOrMenu(step);
      return await menu(step, prompt, goesOnByItself(step.latest()) ? [{ value: 'wait', label: texts.cli.wait }] : []);
    default:
      return assertNever(asked);
  }
}

/** The QR code above it must stay in sight on a terminal of 24 lines: the choices come when they are asked for. */
async function scanOrMenu(step: AskStep): Promise<Wish> {
  const line = () => withNotice(step, `${texts.cli.waitingForScan} ${timeLine(step.latest())}`);
  const prompted = await promptText({ message: line, signal: step.signal });
  if (prompted.kind !== 'answer') return prompted;
  const message = () => withNotice(step, `${texts.cli.whatNow} ${timeLine(step.latest())}`);
  return await menu(step, { message, signal: step.signal }, [{ value: 'wait', label: texts.cli.wait }]);
}

async function typedOrMenu(step: AskStep, prompted: Prompted<string>): Promise<Wish> {
  if (prompted.kind !== 'answer') return prompted;
  if (prompted.value.trim() !== '') return { kind: 'typed', text: prompted.value };
  const message = () => withNotice(step, `${texts.cli.whatNow} ${timeLine(step.latest())}`.trim());
  return await menu(step, { message, signal: step.signal }, [{ value: 'back', label: texts.cli.typeIt }]);
}

type Entry = { value: Exclude<Action, 'acceptScan'> | RecoveryWay | 'back' | 'wait'; label: string };

/** The first choice then: Enter alone must not give up what only needs patience. */
export function goesOnByItself({ step }: LoginView): boolean {
  return step.kind === 'scan' || step.kind === 'outcomeUnknown' || step.kind === 'serverWait' || step.kind === 'putOff';
}

async function menu(step: AskStep, prompt: LivePrompt, before: readonly Entry[]): Promise<Wish> {
  const view = step.latest();
  const possible = view.actions.filter((action) => action !== 'acceptScan');
  const entries = possible.map((value): Entry => ({ value, label: actionLabel(view.step, value) }));
  const chosen = await promptChoice(prompt, [...before, ...entries]);
  if (chosen.kind !== 'answer') return chosen;
  if (chosen.value === 'back') return await askStep(step);
  if (chosen.value === 'wait') return { kind: 'wait' };
  if (chosen.value === 'newPassword' || chosen.value === 'removal') {
    const asked = await askRecovery(chosen.value, step.signal);
    return asked.kind === 'answer' ? { kind: 'recovery', wish: asked.value } : asked;
  }
  if (chosen.value === 'noCode') return await askWhereOpen(step);
  if (chosen.value === 'later') return await askWhen(step);
  if (chosen.value === 'resetEmail') return await askWhetherToReset(step);
  return { kind: 'action', action: chosen.value };
}

/** Asked again until it can be understood; an empty answer ends the sign-in for now. */
async function askWhen(
  step: AskStep,
  timeZone = systemTimeZone(),
  question = fill(texts.cli.whenQuestion, { timeZone }),
): Promise<Wish> {
  const prompted = await promptText({ message: () => question, signal: step.signal });
  if (prompted.kind !== 'answer') return prompted;
  if (prompted.value.trim() === '') return { kind: 'later' };
  const appointment = readAppointment(prompted.value, { nowMs: Date.now(), timeZone });
  return appointment === undefined
    ? await askWhen(step, timeZone, texts.cli.whenUnclear)
    : { kind: 'later', appointment };
}

async function askWhetherToReset({ signal }: AskStep): Promise<Wish> {
  const prompted = await promptText({ message: () => texts.cli.resetQuestion, signal });
  return prompted.kind === 'answer' ? { kind: 'resetEmail', confirmation: prompted.value } : prompted;
}

async function askWhereOpen(step: AskStep): Promise<Wish> {
  const chosen = await promptChoice({ message: () => texts.cli.openQuestion, signal: step.signal }, [
    { value: 'yes', label: texts.cli.yes },
    { value: 'no', label: texts.cli.no },
    { value: 'unknown', label: texts.cli.unknown },
  ]);
  if (chosen.kind !== 'answer') return chosen;
  return chosen.value === 'unknown' ? { kind: 'noCode' } : { kind: 'noCode', openOnDevice: chosen.value === 'yes' };
}

function withNotice({ notice }: AskStep, line: string): string {
  const said = notice();
  return said === undefined ? line : `${line}\n${said}`;
}

function promptLine(view: LoginView): string {
  const { question = texts.cli.whatNow } = describeView(view, Date.now(), { times: 'relative' });
  return `${question} ${timeLine(view)}`.trim();
}

/** What counts down, in a few words. */
export function timeLine({ step }: LoginView): string {
  const words = texts.cli.countdown;
  const line = (text: string, atMs: number, way = ''): string =>
    fill(text, { way, time: when(atMs, Date.now(), { times: 'relative' }) });
  switch (step.kind) {
    case 'enterCode':
      if (step.next.kind === 'automatic') {
        const { atMs, way } = step.next;
        const { heldUntilMs = 0 } = step;
        const text = heldUntilMs > atMs ? words.held : words.automatic;
        return line(text, Math.max(atMs, heldUntilMs), texts.login.nextWays[way]);
      }
      if (step.next.kind === 'onRequest')
        return line(words.onRequest, step.next.fromMs, texts.login.nextWays[step.next.way]);
      return line(words.deadline, step.deadlineAtMs);
    case 'scan':
      return line(words.scan, step.deadlineAtMs);
    case 'enterPassword':
    case 'enterRecoveryCode':
    case 'chooseRecovery':
    case 'enterEmail':
    case 'restartOffered':
      return line(words.deadline, step.deadlineAtMs);
    case 'putOff':
      return line(words.freshCode, step.untilMs);
    case 'serverWait':
      return line(step.thenSends ? words.goesOn : words.freshCode, step.untilMs);
    case 'outcomeUnknown':
      return line(words.nextCode, step.nextSendAtMs);
    default:
      return '';
  }
}
