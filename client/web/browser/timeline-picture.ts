import type { LoginView } from '../../../domain/login-view.ts';
import { fill } from '../../texts/fill.ts';
import * as texts from '../../texts/texts.ts';
import { type TimelineStep, timelineOf } from '../../timeline.ts';
import { el, svg } from './elements.ts';
import { lastedWords, nameOf } from './step-words.ts';

const WIDTH = 360;
const ROW = 36;
const BAR = 10;
/** A call of some milliseconds beside minutes of waiting must still be seen. */
const LEAST_BAR = 3;

/** A sign-in's steps as bars over time, and the same as a table for whoever reads or hears it. */
export function timelinePicture(view: LoginView, nowMs: number): HTMLElement {
  const steps = timelineOf(view);
  const sentences = steps.map((step) =>
    fill(texts.console.timelineWords.sentence, { step: nameOf(step), lasted: lastedWords(step, nowMs) }),
  );
  return el(
    'figure',
    { class: 'timeline' },
    picture(steps, nowMs, fill(texts.console.loginPage.timelineOf, { label: view.label, steps: sentences.join('; ') })),
    el('figcaption', {}, table(steps, nowMs)),
  );
}

function picture(steps: readonly TimelineStep[], nowMs: number, alternative: string): SVGElement {
  const startMs = steps[0]?.atMs ?? nowMs;
  const last = steps.at(-1);
  const endMs = Math.max(startMs + 1, last?.endMs ?? nowMs);
  const at = (ms: number): number => ((ms - startMs) / (endMs - startMs)) * (WIDTH - LEAST_BAR);
  const rows = steps.flatMap((step, index) => {
    const y = index * ROW;
    const x = at(step.atMs);
    const width = Math.max(LEAST_BAR, at(step.endMs ?? nowMs) - x);
    return [
      svg('text', { x: 0, y: y + 14 }, nameOf(step)),
      svg('text', { x: WIDTH, y: y + 14, class: 'lasted' }, lastedWords(step, nowMs)),
      svg('rect', { x: 0, y: y + 20, width: WIDTH, height: BAR, rx: 3, class: 'track' }),
      svg('rect', { x, y: y + 20, width, height: BAR, rx: 2, class: step.who }),
    ];
  });
  const height = Math.max(1, steps.length) * ROW;
  return svg('svg', { viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', 'aria-label': alternative }, ...rows);
}

function table(steps: readonly TimelineStep[], nowMs: number): HTMLElement {
  const { step, began, lasted } = texts.console.timelineWords;
  return el(
    'table',
    {},
    el('thead', {}, el('tr', {}, ...[step, began, lasted].map((text) => el('th', { scope: 'col' }, text)))),
    el(
      'tbody',
      {},
      ...steps.map((each) =>
        el(
          'tr',
          {},
          el('th', { scope: 'row' }, nameOf(each)),
          el('td', {}, el('time', { datetime: new Date(each.atMs).toISOString() }, clock(each.atMs))),
          el('td', {}, lastedWords(each, nowMs)),
        ),
      ),
    ),
  );
}

function clock(atMs: number): string {
  return new Date(atMs).toLocaleTimeString('en-GB');
}
