import type { PageAccount, Score, TimelineEntry } from '../page/page-state.ts';
import { el, setText } from '../../../client/web/browser/elements.ts';
import { byId } from './elements.ts';
import { keepList } from './keep-list.ts';
import { stickToEnd } from './stick-to-end.ts';

export function openTimeline(): void {
  stickToEnd(byId('entries', HTMLElement));
}

export function drawTimeline({ title, begunAtMs, timeline, phone }: PageAccount): void {
  setText(byId('story', HTMLElement), title);
  const list = byId('entries', HTMLElement);
  const begin = timeline[0]?.atMs ?? begunAtMs;
  const timed = timeline.map((entry) => ({ ...entry, phone, afterMs: entry.atMs - begin }));
  keepList(list, timed, { key: ({ id }) => `${phone} ${id}`, draw: drawEntry });
  list.classList.toggle('empty', timeline.length === 0);
}

function drawEntry({ lane, tone, text, detail, afterMs }: TimelineEntry & { afterMs: number }): HTMLElement {
  return el(
    'article',
    { class: `entry ${lane} ${tone}` },
    el('time', {}, `${(afterMs / 1_000).toFixed(1)} s`),
    el('span', { class: 'dot', 'aria-hidden': 'true' }),
    el(
      'div',
      {},
      el('p', { class: 'what' }, text),
      detail === undefined ? undefined : el('p', { class: 'detail' }, detail),
    ),
  );
}

export function drawScore(score: Score): void {
  const lines: readonly { name: string; value: number; tone?: string }[] = [
    { name: 'signed in', value: score.signedIn, tone: 'good' },
    { name: 'codes sent', value: score.codesSent },
    { name: 'asked twice', value: score.askedTwice, tone: score.askedTwice === 0 ? 'good' : 'bad' },
    { name: 'workers killed', value: score.broken.workers, tone: 'bad' },
    { name: 'Temporal killed', value: score.broken.temporal, tone: 'bad' },
    { name: 'connections cut', value: score.broken.connections, tone: 'bad' },
  ];
  keepList(byId('score', HTMLElement), lines, {
    key: ({ name }) => name,
    draw: ({ name, value, tone }) =>
      el(
        'div',
        { class: value === 0 && name !== 'asked twice' ? 'none' : (tone ?? '') },
        el('dt', {}, name),
        el('dd', {}, String(value)),
      ),
  });
}
