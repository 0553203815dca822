import type { CommandAnswer } from '../../../contracts/login-messages.ts';
import type { RefusalCode } from '../../../domain/decision.ts';
import { actForAction } from '../../access/act-for.ts';
import type { Act } from '../../access/roles.ts';
import type { LoginView, Step } from '../../../domain/login-view.ts';
import { whereIsIt } from '../../texts/describe-code.ts';
import { isNewerView } from '../../is-newer-view.ts';
import { describeRefusal } from '../../texts/describe-refusal.ts';
import { type Description, describeSubject, describeView } from '../../texts/describe-view.ts';
import { fill } from '../../texts/fill.ts';
import * as texts from '../../texts/texts.ts';
import { actionButtons } from './action-buttons.ts';
import { countdown } from './countdown.ts';
import { el, setText } from './elements.ts';
import { entryPlace } from './entry-place.ts';
import type { LoginActions } from './login-actions.ts';
import type { Page } from './page.ts';
import { ProofError } from './prove.ts';
import { qrPlace } from './qr-place.ts';
import { timelinePicture } from './timeline-picture.ts';

const words = texts.console.loginPage;
const TICK_MS = 1_000;
/** The sign-in was somewhere else by the time that it was told. */
const lateRefusals: ReadonlySet<RefusalCode> = new Set(['STALE_STEP', 'NOT_NOW', 'LOGIN_ENDED']);
const relative = { times: 'relative' } as const;

export type LoginScreen = { show: (view: LoginView) => void };

/** One sign-in, drawn from its view: what stands, what is asked, what can be done, how it came to this. */
export function loginScreen(page: Page, actions: LoginActions, may: (act: Act) => boolean): LoginScreen {
  const subject = el('p', { class: 'subject' });
  const headline = el('h2', { hidden: true });
  const lines = el('div', { class: 'lines' });
  const more = el('div', { class: 'lines' });
  const timer = countdown();
  const qr = qrPlace();
  const buttons = el('div');
  const timeline = el('section', { 'aria-label': words.timeline });
  let current: LoginView | undefined;

  const tick = (): void => {
    if (current === undefined) return;
    const nowMs = Date.now();
    const described = describeView(current, nowMs, relative);
    headline.hidden = false;
    setText(headline, described.headline);
    const first = linesBeforeEntry(current.step, described.lines);
    setLines(lines, described.lines.slice(0, first), problemOf(current, described));
    setLines(more, described.lines.slice(first));
    timer.tick(current.step, nowMs);
    qr.tick(current, nowMs);
    if (!current.ended) drawTimeline(nowMs);
  };
  const drawTimeline = (nowMs: number): void => {
    if (current === undefined) return;
    timeline.replaceChildren(el('h2', {}, words.timeline), timelinePicture(current, nowMs));
  };
  /** `text`: why nothing came of it, where that belongs beside the field. */
  const ask = async (
    act: () => Promise<CommandAnswer>,
    late?: string,
  ): Promise<{ isTaken: boolean; text?: string }> => {
    page.clearTrouble();
    page.announce(words.sending);
    try {
      const { view, refusal } = await act();
      show(view);
      page.announce(refusal === undefined ? said(view) : '');
      if (refusal === undefined) return { isTaken: true };
      const why = describeRefusal(refusal, Date.now(), relative);
      const isLate = late !== undefined && lateRefusals.has(refusal.code);
      return { isTaken: false, text: isLate ? fill(late, { why }) : why };
    } catch (error) {
      page.announce('');
      if (error instanceof ProofError) return { isTaken: false, text: error.message };
      page.showTrouble(error);
      return { isTaken: false };
    }
  };
  const entry = entryPlace({
    may,
    enter: (stepId, typed) => ask(() => actions.enter(stepId, typed), words.notUsed),
    typing: (stepId) => void actions.typing(stepId).catch(() => undefined),
    trouble: page.showRefusal,
  });
  const run = async (act: () => Promise<CommandAnswer>): Promise<void> => {
    const { text } = await ask(act);
    if (text !== undefined && !entry.say(text)) page.showRefusal(text);
  };
  page.main.append(subject, headline, lines, timer.element, qr.element, entry.element, buttons, more, timeline);

  const show = (view: LoginView): void => {
    if (current !== undefined && !isNewer(view, current)) return;
    const before = current;
    current = view;
    setText(subject, describeSubject(view));
    // What went wrong is read out again where it went wrong again.
    if (before?.stepId !== view.stepId) lines.replaceChildren();
    if (may('answerLogin')) {
      entry.show(view);
      qr.show(view);
      // A new QR code in the same view takes away nothing that is half typed.
      if (before?.loginId !== view.loginId || before.version !== view.version) {
        buttons.replaceChildren(actionButtons(view, actions, (action) => may(actForAction(action)), run));
      }
    }
    if (before !== undefined && said(before) !== said(view)) page.announce(said(view));
    tick();
    drawTimeline(Date.now());
  };
  page.every(TICK_MS, tick);
  return { show };
}

function isNewer(view: LoginView, than: LoginView): boolean {
  return view.loginId === than.loginId ? isNewerView(view, than) : view.startedAtMs > than.startedAtMs;
}

/** What is read out when it changes, without the times that run. What went wrong is read out where it stands, if it stands still. */
function said(view: LoginView): string {
  const described = describeView(view, view.startedAtMs, relative);
  const problem = problemOf(view, described);
  return problem?.live === 'off' ? `${described.headline}. ${problem.text}` : described.headline;
}

type Problem = { text: string; live?: 'off' };

function problemOf({ step }: LoginView, { problem: text }: Description): Problem | undefined {
  if (text === undefined) return undefined;
  return 'problem' in step && step.problem?.kind === 'serverWait' ? { text, live: 'off' } : { text };
}

/** The field stands where a thumb and an open keyboard leave it in sight: below where the code is, above all else. */
function linesBeforeEntry(step: Step, lines: readonly string[]): number {
  const where = step.kind === 'enterCode' ? lines.indexOf(whereIsIt(step.delivery)) : -1;
  return where < 0 ? lines.length : where + 1;
}

function setLines(place: HTMLElement, texts: readonly string[], problem?: Problem): void {
  while (place.childElementCount > texts.length) place.lastElementChild?.remove();
  for (const [index, text] of texts.entries()) {
    const line = place.children[index];
    const isProblem = text === problem?.text;
    if (line?.matches('.trouble') === isProblem) {
      setText(line, text);
      continue;
    }
    const made = el('p', isProblem ? { class: 'trouble', role: 'alert', 'aria-live': problem?.live } : {}, text);
    if (line === undefined) place.append(made);
    else line.replaceWith(made);
  }
}
