import type { ActAnswer, PageAct } from '../page/page-act.ts';
import { el } from '../../../client/web/browser/elements.ts';
import { byId } from './elements.ts';
import { sendAct } from './send-act.ts';

const SHOWN_MS = 4_000;

/** Does it, and shows what comes back: a line that goes by itself, or a box to be closed. */
export async function act(what: PageAct): Promise<void> {
  showToast(await sendAct(what));
}

export function showToast({ toast, alert }: ActAnswer): void {
  if (toast === undefined) return;
  const toasts = byId('toasts', HTMLElement);
  const line = el('div', { class: alert === true ? 'toast alert' : 'toast' }, toast);
  if (alert === true) {
    const close = el('button', { type: 'button' }, 'OK');
    close.addEventListener('click', () => line.remove());
    line.append(close);
  } else {
    setTimeout(() => line.remove(), SHOWN_MS);
  }
  // One at a time, as Telegram shows them.
  toasts.replaceChildren(line);
}
