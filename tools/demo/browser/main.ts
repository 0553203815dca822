import type { PageAccount, PageState } from '../page/page-state.ts';
import { drawChat, openChat } from './chat-pane.ts';
import { drawDesk, openDesk } from './desk.ts';
import { el, setText } from '../../../client/web/browser/elements.ts';
import { byId } from './elements.ts';
import { keepList } from './keep-list.ts';
import { drawPhone } from './phone-pane.ts';
import { noteNews, openTabs } from './tabs.ts';
import { drawScore, drawTimeline, openTimeline } from './timeline-pane.ts';

openDesk();
openTabs();
openChat();
openTimeline();

const which = byId('which', HTMLSelectElement);
let shown: PageState | undefined;
let accountCount = 0;
which.addEventListener('change', () => {
  if (shown !== undefined) draw(shown);
});

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
  shown = state;
  drawDesk(state);
  drawChat(state.chat);
  drawScore(state.score);
  const account = chosenAccount(state.accounts);
  if (account !== undefined) {
    drawPhone(account, state.nowMs);
    drawTimeline(account);
    noteNews('phone', String(account.inbox.length));
    noteNews('timeline', account.timeline.filter(({ lane }) => lane === 'machine').length.toString());
  }
  noteNews('chat', JSON.stringify(state.chat.messages.map(({ id }) => id)));
}

/** The newest, unless another one is chosen. */
function chosenAccount(accounts: readonly PageAccount[]): PageAccount | undefined {
  const options = accounts.map(({ phone, label }) => ({ phone, label }));
  keepList(which, options, {
    key: ({ phone }) => phone,
    draw: ({ phone, label }) => el('option', { value: phone }, label),
  });
  byId('which-label', HTMLElement).hidden = accounts.length < 2;
  const newest = accounts.at(-1);
  if (newest !== undefined && accounts.length !== accountCount) which.value = newest.phone;
  accountCount = accounts.length;
  return accounts.find(({ phone }) => phone === which.value) ?? newest;
}
