import { assertNever } from '../../domain/assert-never.ts';
import type { CommandAnswer } from '../../contracts/login-messages.ts';
import type { LoginView } from '../../domain/login-view.ts';
import { isNewerPicture } from '../is-newer-view.ts';
import type { LoginClient, Waiting } from '../login-client.ts';
import { describeRefusal } from '../texts/describe-refusal.ts';
import { describeView } from '../texts/describe-view.ts';
import { submitRecovery } from './ask-recovery.ts';
import { askedFor, submitTyped } from './answer-step.ts';
import { answeredElsewhere } from './answered-elsewhere.ts';
import { sayAlike } from './say-alike.ts';
import { askStep, goesOnByItself, timeLine, type Wish } from './ask-step.ts';
import type { CommandContext } from './command-context.ts';
import type { PrintView } from './print-view.ts';
import { statusLine } from './status-line.ts';
import { watchTemporal } from './watch-temporal.ts';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';

/**
 * A sign-in at a terminal: draws each step, counts down to what comes next, takes codes, passwords and choices.
 * Answers with the last view, and whether the person left before the end.
 */
export async function attendLogin(
  logins: LoginClient,
  first: LoginView,
  context: CommandContext,
  printView: PrintView,
): Promise<{ view: LoginView; left: boolean }> {
  let view = first;
  let printed: LoginView | undefined;
  for (;;) {
    if (isUnderWay(view)) {
      view = await waitThrough(logins, view, context.signal);
      continue;
    }
    if (printed?.loginId !== view.loginId || printed.version !== view.version || isNewerPicture(view, printed)) {
      printView(view);
      await sayAlike(logins, view, context);
    }
    printed = view;
    if (view.ended) return { view, left: false };
    const { wish, view: latest } = await wishAt(logins, view, context);
    if (wish.kind === 'left') return { view: latest, left: true };
    const isAnswered = wish.kind === 'overtaken' && answeredElsewhere(view, latest);
    if (isAnswered) context.note(texts.cli.answeredElsewhere);
    view = latest;
    if (wish.kind === 'overtaken') continue;
    if (wish.kind === 'wait') {
      view = await waitThrough(logins, view, context.signal);
      continue;
    }
    const answer = await act(logins, view, wish, context);
    if (answer.refusal !== undefined) context.print(describeRefusal(answer.refusal, Date.now(), { times: 'relative' }));
    view = answer.view;
  }
}

/** Takes the status line away that stands where a notice goes. */
const CLEARED = '\r\u001b[2K';

/** A call is being made: there is nothing to answer and nothing to choose. */
function isUnderWay(view: LoginView): boolean {
  if (view.ended || askedFor(view) !== 'nothing') return false;
  return view.cancelling || view.actions.every((action) => action === 'cancel');
}

async function waitThrough(logins: LoginClient, view: LoginView, signal: AbortSignal): Promise<LoginView> {
  const line = statusLine(process.stdout, () => waitingFor(view));
  try {
    for await (const newer of logins.watch(view.numberId, { after: view, signal })) return newer;
  } finally {
    line.stop();
  }
  signal.throwIfAborted();
  return view;
}

function waitingFor(view: LoginView): string {
  const { headline } = describeView(view, Date.now(), { times: 'relative' });
  return goesOnByItself(view) ? fill(texts.cli.waiting, { countdown: timeLine(view) }) : headline;
}

/** Prompts, and looks meanwhile whether the sign-in goes on by itself. */
async function wishAt(
  logins: LoginClient,
  shown: LoginView,
  { signal }: CommandContext,
): Promise<{ wish: Wish; view: LoginView }> {
  let view = shown;
  const overtaken = new AbortController();
  const answered = new AbortController();
  const watching = (async () => {
    for await (const newer of logins.watch(shown.numberId, { after: shown, signal: answered.signal })) {
      view = newer;
      if (!isSameQuestion(newer, shown)) overtaken.abort();
    }
  })();
  const temporal = watchTemporal(() => logins.describe(shown.numberId));
  try {
    const wish = await askStep({
      latest: () => view,
      notice: temporal.notice,
      signal: AbortSignal.any([overtaken.signal, signal]),
      onTyping: () => void logins.openEntry(view.numberId, view.stepId).catch(() => undefined),
    });
    signal.throwIfAborted();
    return { wish, view };
  } finally {
    temporal.stop();
    answered.abort();
    // What went wrong with it shows at the next look, if it stays.
    await watching.catch(() => undefined);
  }
}

function isSameQuestion(newer: LoginView, shown: LoginView): boolean {
  if (isNewerPicture(newer, shown)) return false;
  return newer.stepId === shown.stepId && newer.ended === shown.ended && newer.cancelling === shown.cancelling;
}

async function act(logins: LoginClient, view: LoginView, wish: Wish, context: CommandContext): Promise<CommandAnswer> {
  const line = statusLine(process.stdout, () =>
    askedFor(view) === 'password' ? texts.cli.checkingPassword : texts.cli.oneMoment,
  );
  try {
    return await command(logins, view, wish, context);
  } finally {
    line.stop();
  }
}

async function command(
  logins: LoginClient,
  view: LoginView,
  wish: Wish,
  context: CommandContext,
): Promise<CommandAnswer> {
  const { numberId, stepId } = view;
  const waiting = {
    signal: context.signal,
    onSilent: ({ message }: { message: string }) => context.note(`${CLEARED}${message}`),
  };
  switch (wish.kind) {
    case 'typed':
      return await submitTyped(logins, view, wish.text, waiting);
    case 'noCode':
      return await logins.noCode(numberId, stepId, wish.openOnDevice, waiting);
    case 'resetEmail':
      return await logins.resetEmail(numberId, stepId, { confirmation: wish.confirmation }, waiting);
    case 'later':
      return await logins.later(numberId, stepId, wish.appointment, waiting);
    case 'action':
      return await choose(logins, view, wish.action, waiting);
    case 'recovery':
      return await submitRecovery(logins, view, wish.wish, waiting);
    case 'wait':
    case 'left':
    case 'overtaken':
      return { view };
    default:
      return assertNever(wish);
  }
}

async function choose(
  logins: LoginClient,
  { numberId, stepId }: LoginView,
  action: Extract<Wish, { kind: 'action' }>['action'],
  waiting: Waiting,
): Promise<CommandAnswer> {
  switch (action) {
    case 'cancel':
      return await logins.cancel(numberId, waiting);
    case 'recover':
      return await logins.requestRecovery(numberId, stepId, waiting);
    case 'backToPassword':
      return await logins.backToPassword(numberId, stepId, waiting);
    default:
      return await logins.command(numberId, action, stepId, waiting);
  }
}
