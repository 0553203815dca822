import type { LoginView } from '../../domain/login-view.ts';
import { isNewerView } from '../is-newer-view.ts';
import type { LoginClient } from '../login-client.ts';
import { describeRefusal } from '../texts/describe-refusal.ts';
import { askedFor, submitTyped } from './answer-step.ts';
import type { CommandContext } from './command-context.ts';
import type { PrintView } from './print-view.ts';
import { linesOf } from './stdin-lines.ts';

type Event = { kind: 'view'; view: LoginView | undefined } | { kind: 'line'; line: string | undefined };

/**
 * A sign-in without a terminal: prints each view, and takes a line of stdin for each question as its answer.
 * Answers with the last view: the sign-in has ended, or stdin has at a question, or the question is a choice.
 */
export async function followLogin(
  logins: LoginClient,
  first: LoginView,
  context: CommandContext,
  printView: PrintView,
): Promise<LoginView> {
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, context.signal]);
  const lines = linesOf(context.stdin);
  const views = logins.watch(first.numberId, { after: first, signal });
  const nextView = async (): Promise<Event> => ({ kind: 'view', view: (await views.next()).value ?? undefined });
  const nextLine = async (): Promise<Event> => ({ kind: 'line', line: await lines.next() });
  const gone = rejectedBy(context.signal);

  let view = first;
  let coming = nextView();
  let typed: Promise<Event> | undefined;
  const show = (newer: LoginView): void => {
    if (!isNewer(newer, view)) return;
    view = newer;
    printView(view);
  };

  printView(view);
  try {
    while (!view.ended) {
      if (view.step.kind === 'restartOffered' || view.step.kind === 'chooseRecovery') {
        return view;
      }
      if (askedFor(view) !== 'nothing') typed ??= nextLine();
      const event = await Promise.race([
        coming,
        gone,
        ...(typed === undefined || askedFor(view) === 'nothing' ? [] : [typed]),
      ]);
      if (event.kind === 'view') {
        if (event.view === undefined) return view;
        show(event.view);
        coming = nextView();
        continue;
      }
      typed = undefined;
      if (event.line === undefined) return view;
      const answer = await submitTyped(logins, view, event.line, {
        onSilent: ({ message }) => context.note(message),
        signal,
      });
      if (answer.refusal === undefined) {
        show(answer.view);
        continue;
      }
      context.note(describeRefusal(answer.refusal, Date.now(), { times: 'relative' }));
      printView(answer.view, answer.refusal);
      if (isNewer(answer.view, view)) view = answer.view;
    }
    return view;
  } finally {
    stop.abort();
    lines.close();
    coming.catch(() => undefined);
    typed?.catch(() => undefined);
  }
}

function isNewer(newer: LoginView, view: LoginView): boolean {
  return newer.loginId !== view.loginId || isNewerView(newer, view);
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener(
    'abort',
    () => reject(signal.reason instanceof Error ? signal.reason : new Error('stopped')),
    { once: true },
  );
  promise.catch(() => undefined);
  return promise;
}
