import type { CommandAnswer } from '../../../contracts/login-messages.ts';
import type { LoginView, Step } from '../../../domain/login-view.ts';
import { whereIsIt } from '../../texts/describe-code.ts';
import { describeRefusal } from '../../texts/describe-refusal.ts';
import { describeSubject, describeView } from '../../texts/describe-view.ts';
import * as texts from '../../texts/texts.ts';
import { actionButtons } from './action-buttons.ts';
import { countdown } from './countdown.ts';
import { el, setText } from './elements.ts';
import { entryForm } from './entry-form.ts';
import type { LoginActions } from './login-actions.ts';
import type { Page } from './page.ts';
import { ProofError } from './prove.ts';
import { timelinePicture } from './timeline-picture.ts';

const TICK_MS = 1_000;
const relative = { times: 'relative' } as const;

export type LoginScreen = { show: (view: LoginView) => void };

/** One sign-in, drawn from its view: what stands, what is asked, what can be done, how it came to this. */
export function loginScreen(page: Page, actions: LoginActions, mayAnswer: boolean): LoginScreen {
  const subject = el('p', { class: 'subject' });
  const headline = el('h2', { hidden: true });
  const lines = el('div', { class: 'lines' });
  const more = el('div', { class: 'lines' });
  const timer = countdown();
  const entry = el('div');
  const buttons = el('div');
  const timeline = el('section', { 'aria-label': texts.console.loginPage.timeline });
  page.main.append(subject, headline, lines, timer.element, entry, buttons, more, timeline);
  let current: LoginView | undefined;

  const tick = (): void => {
    if (current === undefined) return;
    const nowMs = Date.now();
    const described = describeView(current, nowMs, relative);
    headline.hidden = false;
    setText(headline, described.headline);
    const first = linesBeforeEntry(current.step, described.lines);
    setLines(lines, described.lines.slice(0, first));
    setLines(more, described.lines.slice(first));
    timer.tick(current.step, nowMs);
    if (!current.ended) drawTimeline(nowMs);
  };
  const drawTimeline = (nowMs: number): void => {
    if (current === undefined) return;
    timeline.replaceChildren(el('h2', {}, texts.console.loginPage.timeline), timelinePicture(current, nowMs));
  };
  const run = async (ask: () => Promise<CommandAnswer>): Promise<void> => {
    page.clearTrouble();
    page.announce(texts.console.loginPage.sending);
    try {
      const { view, refusal } = await ask();
      show(view);
      page.announce(refusal === undefined ? said(view) : describeRefusal(refusal, Date.now(), relative));
      if (refusal !== undefined) setRefusal(describeRefusal(refusal, Date.now(), relative));
    } catch (error) {
      page.announce('');
      if (error instanceof ProofError) setRefusal(error.message);
      else page.showTrouble(error);
    }
  };
  const setRefusal = (text: string): void => {
    entry.querySelector('#entry-trouble')?.replaceChildren(text);
  };
  const drawEntry = ({ step, stepId, cancelling }: LoginView): void => {
    if (!mayAnswer || cancelling || (step.kind !== 'enterCode' && step.kind !== 'enterPassword')) {
      entry.replaceChildren();
      return;
    }
    const form = entryForm(step, {
      enter: (typed) => run(() => actions.enter(stepId, typed)),
      typing: () => void actions.typing(stepId).catch(() => undefined),
    });
    entry.replaceChildren(form);
    form.querySelector('input')?.focus();
  };

  const show = (view: LoginView): void => {
    if (current !== undefined && !isNewer(view, current)) return;
    const before = current;
    current = view;
    setText(subject, describeSubject(view));
    // A field that somebody types into stays as it is while its question stays the same.
    if (before === undefined || questionOf(view) !== questionOf(before)) drawEntry(view);
    if (mayAnswer) buttons.replaceChildren(actionButtons(view, actions, run));
    if (before !== undefined && said(before) !== said(view)) page.announce(said(view));
    tick();
    drawTimeline(Date.now());
  };
  setInterval(tick, TICK_MS);
  return { show };
}

function isNewer(view: LoginView, than: LoginView): boolean {
  return view.loginId === than.loginId ? view.version > than.version : view.startedAtMs > than.startedAtMs;
}

function questionOf({ stepId, step, cancelling }: LoginView): string {
  return JSON.stringify([stepId, step.kind, cancelling]);
}

/** What is read out when it changes: the headline and what went wrong, without the times that run. */
function said(view: LoginView): string {
  const { headline, lines } = describeView(view, view.startedAtMs, relative);
  const { step } = view;
  return 'problem' in step && step.problem !== undefined ? `${headline}. ${lines[0] ?? ''}` : headline;
}

/** The field stands where a thumb and an open keyboard leave it in sight: below where the code is, above all else. */
function linesBeforeEntry(step: Step, lines: readonly string[]): number {
  const where = step.kind === 'enterCode' ? lines.indexOf(whereIsIt(step.delivery)) : -1;
  return where < 0 ? lines.length : where + 1;
}

function setLines(place: HTMLElement, texts: readonly string[]): void {
  while (place.childElementCount > texts.length) place.lastElementChild?.remove();
  for (const [index, text] of texts.entries()) {
    const line = place.children[index];
    if (line === undefined) place.append(el('p', {}, text));
    else setText(line, text);
  }
}
