import type { PageAccount, PageState } from '../page/page-state.ts';
import { drawChat, openChat } from './chat-pane.ts';
import { drawDesk, openDesk } from './desk.ts';
import { el, setText } from '../../../client/web/browser/elements.ts';
import { byId } from './elements.ts';
import { keepList } from './keep-list.ts';
import { drawPhone } from './phone-pane.ts';
import { noteNews, openTabs } from './tabs.ts';
import { drawScore, drawTimeline, openTimeline } from './timeline-pane.ts';
import { act } from './toasts.ts';

openDesk();
openTabs();
openChat();
openTimeline();

const which = byId('which', HTMLSelectElement);
which.addEventListener('change', () => void act({ kind: 'choose', phone: which.value }));

const source = new EventSource('state');
source.addEventListener('message', ({ data }: MessageEvent<string>) => {
  const read: unknown = JSON.parse(data);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the demo's own answer, of the same version
  draw(read as PageState);
});
source.addEventListener('error', () => {
  setText(byId('hint-text', HTMLElement), 'The demo has ended. Start it again with “npm run demo”.');
  byId('hint', HTMLElement).classList.add('trouble');
});

function draw(state: PageState): void {
  drawDesk(state);
  drawChat(state.chat);
  drawScore(state.score);
  const account = shownAccount(state);
  if (account !== undefined) {
    drawPhone(account, state.nowMs);
    drawTimeline(account);
    noteNews('phone', String(account.inbox.length));
    noteNews('timeline', account.timeline.filter(({ lane }) => lane === 'machine').length.toString());
  }
  noteNews('chat', JSON.stringify(state.chat.messages.map(({ id }) => id)));
}

function shownAccount({ accounts, shown }: PageState): PageAccount | undefined {
  const options = accounts.map(({ phone, label }) => ({ phone, label }));
  keepList(which, options, {
    key: ({ phone }) => phone,
    draw: ({ phone, label }) => el('option', { value: phone }, label),
  });
  byId('which-label', HTMLElement).hidden = accounts.length < 2;
  if (shown !== undefined && which.value !== shown) which.value = shown;
  return accounts.find(({ phone }) => phone === shown);
}
