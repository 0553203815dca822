import type { Hint, PageState, PartName, PartState } from '../page/page-state.ts';
import type { PageAct } from '../page/page-act.ts';
import { el, setText } from '../../../client/web/browser/elements.ts';
import { byId, icon } from './elements.ts';
import { keepList } from './keep-list.ts';
import { act, showToast } from './toasts.ts';

type Breaker = { id: string; text: string; path: string; act: PageAct; isFree: (state: PageState) => boolean };

const bolt = 'M13 2 5 14h6l-1 8 8-12h-6z';
const scissors = 'M4 6a3 3 0 1 0 6 0 3 3 0 1 0-6 0m0 12a3 3 0 1 0 6 0 3 3 0 1 0-6 0m5-10L20 18M9 16 20 6';

const breakers: readonly Breaker[] = [
  {
    id: 'killWorker',
    text: 'Kill worker',
    path: bolt,
    act: { kind: 'killWorker' },
    isFree: ({ parts, accounts }) => parts.worker === 'up' && accounts.length > 0,
  },
  {
    id: 'killTemporal',
    text: 'Kill Temporal',
    path: bolt,
    act: { kind: 'killTemporal' },
    isFree: ({ parts, accounts }) => parts.temporal === 'up' && accounts.length > 0,
  },
  {
    id: 'dropConnection',
    text: 'Drop connection',
    path: scissors,
    act: { kind: 'dropConnection' },
    isFree: ({ cutting, accounts }) => !cutting && accounts.length > 0,
  },
  {
    id: 'startAnother',
    text: 'Start another',
    path: 'M12 5v14M5 12h14',
    act: { kind: 'startAnother' },
    isFree: ({ next }) => next !== undefined,
  },
];

let offered: Hint['offer'];

export function openDesk(): void {
  for (const { id, text, path, act: what } of breakers) {
    const button = el(
      'button',
      { type: 'button', id, class: id, 'aria-disabled': 'true' },
      icon(path),
      el('span', {}, text),
    );
    button.addEventListener('click', () => {
      if (button.getAttribute('aria-disabled') !== 'true') void act(what);
    });
    byId('breakers', HTMLElement).append(button);
  }
  byId('offer', HTMLButtonElement).addEventListener('click', () => {
    if (offered?.kind === 'say') void act({ kind: 'say', text: offered.text });
    if (offered?.kind === 'copy') void copy(offered.text);
  });
}

export function drawDesk(state: PageState): void {
  const { hint, parts, trouble } = state;
  setText(byId('hint-text', HTMLElement), trouble ?? hint.text);
  byId('hint', HTMLElement).classList.toggle('trouble', trouble !== undefined);
  drawOffer(hint.offer);
  for (const { id, isFree } of breakers) {
    const button = byId(id, HTMLButtonElement);
    button.setAttribute('aria-disabled', String(!isFree(state)));
    button.classList.toggle('next', hint.button === id);
  }
  drawStartAnother(state.next);
  const shown = (['worker', 'temporal', 'bot', 'console'] as const).map((name) => ({ name, state: parts[name] }));
  keepList(byId('parts', HTMLElement), shown, { key: ({ name }) => name, draw: drawPart });
}

/** Says which one is next; without one, what has to be done before. */
function drawStartAnother(next: string | undefined): void {
  const button = byId('startAnother', HTMLButtonElement);
  button.title = next === undefined ? 'First begin with the newest account.' : '';
  const text = button.querySelector('span');
  if (text !== null) setText(text, next === undefined ? 'Start another' : `Start another: ${next}`);
}

function drawOffer(offer: Hint['offer']): void {
  offered = offer;
  const button = byId('offer', HTMLButtonElement);
  button.hidden = offer === undefined;
  if (offer !== undefined) setText(button, offer.kind === 'say' ? `Send “${offer.text}”` : 'Copy the password');
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast({ toast: 'Copied.' });
  } catch {
    showToast({ toast: `This browser does not let pages copy. Type it: ${text}` });
  }
}

const partNames: Record<PartName, string> = { worker: 'worker', temporal: 'Temporal', bot: 'bot', console: 'console' };
const partStates: Record<PartState, string> = { up: 'runs', starting: 'starts', down: 'is down' };

function drawPart({ name, state }: { name: PartName; state: PartState }): HTMLElement {
  const title = partNames[name];
  const shown = name === 'console' && state === 'up' ? consoleLink(title) : title;
  return el('li', { class: state }, shown, el('span', { class: 'unseen' }, ` ${partStates[state]}`));
}

function consoleLink(title: string): HTMLElement {
  return el(
    'a',
    { href: 'console', target: '_blank', rel: 'noopener noreferrer', title: 'Open the console as Ana' },
    title,
  );
}
