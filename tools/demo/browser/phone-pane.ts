import type { PageAccount, PhoneItem } from '../page/page-state.ts';
import { clockTime } from './clock-time.ts';
import { el, setText } from '../../../client/web/browser/elements.ts';
import { byId, icon } from './elements.ts';
import { keepList } from './keep-list.ts';

type Sender = { app: string; title: string; path: string };

const chat = 'M4 5h16v11H9l-5 4z';
const handset = 'M6 3h4l2 5-3 2a12 12 0 0 0 5 5l2-3 5 2v4a2 2 0 0 1-2 2A17 17 0 0 1 4 5a2 2 0 0 1 2-2z';
const letter = 'M3 6h18v12H3zM3 7l9 6 9-6';

const senders: Record<PhoneItem['kind'], Sender> = {
  app: { app: 'Chat app', title: 'Telegram', path: 'M3 11 21 4l-4 16-5-6-3 4v-6z' },
  sms: { app: 'Messages', title: 'Text message', path: chat },
  call: { app: 'Phone', title: 'Incoming call', path: handset },
  flashCall: { app: 'Phone', title: 'Short call', path: handset },
  missedCall: { app: 'Phone', title: 'Missed call', path: handset },
  email: { app: 'Mail', title: 'E-mail', path: letter },
  fragment: { app: 'Browser', title: 'fragment.com', path: letter },
};

export function drawPhone({ label, phone, inbox }: PageAccount, nowMs: number): void {
  setText(byId('clock', HTMLElement), clockTime(nowMs).slice(0, 5));
  setText(byId('owner', HTMLElement), `${label} · ${phone}`);
  const list = byId('inbox', HTMLElement);
  const newestFirst = inbox.map((item, place) => ({ ...item, id: `${phone} ${place}` })).toReversed();
  keepList(list, newestFirst, { key: ({ id }) => id, draw: drawItem });
  list.classList.toggle('empty', inbox.length === 0);
}

function drawItem({ kind, text, code, atMs }: PhoneItem): HTMLElement {
  const { app, title, path } = senders[kind];
  return el(
    'article',
    { class: `notification ${kind}`, 'aria-label': title },
    el('span', { class: 'app' }, icon(path)),
    el(
      'div',
      {},
      el('p', { class: 'from' }, app, el('time', {}, clockTime(atMs))),
      el('p', { class: 'title' }, title),
      el('p', {}, ...withCode(text, code)),
    ),
  );
}

function withCode(text: string, code: string): (Node | string)[] {
  // A voice reads digit by digit.
  const written = [code, [...code].join(' ')].find((one) => text.includes(one));
  if (written === undefined) return [text];
  const at = text.indexOf(written);
  return [text.slice(0, at), el('strong', { class: 'code' }, written), text.slice(at + written.length)];
}
