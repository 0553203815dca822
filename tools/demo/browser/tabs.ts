import { el } from '../../../client/web/browser/elements.ts';
import { byId } from './elements.ts';

const tabs = [
  { id: 'chat', text: 'Chat' },
  { id: 'phone', text: 'Phone' },
  { id: 'timeline', text: 'Timeline' },
] as const;
export type TabId = (typeof tabs)[number]['id'];

/** What a tab showed when it was last looked at. */
const looked = new Map<TabId, string>();

/** On narrow screens the panes stand behind tabs; arrow keys go from one to the next. */
export function openTabs(): void {
  const list = byId('tabs', HTMLElement);
  for (const { id, text } of tabs) {
    const tab = el('button', { type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': id }, text);
    tab.addEventListener('click', () => choose(id));
    list.append(tab);
  }
  list.addEventListener('keydown', ({ key }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key] ?? 0;
    if (step === 0) return;
    const place = tabs.findIndex(({ id }) => id === chosen());
    const next = tabs[(place + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    choose(next.id);
    byId(`tab-${next.id}`, HTMLButtonElement).focus();
  });
  choose('chat');
}

/** Marks a tab that has something new, unless it is the one that is looked at. */
export function noteNews(id: TabId, content: string): void {
  const isOpen = chosen() === id;
  const isNew = !isOpen && looked.has(id) && looked.get(id) !== content;
  if (isOpen || !looked.has(id)) looked.set(id, content);
  const tab = byId(`tab-${id}`, HTMLButtonElement);
  tab.classList.toggle('news', isNew);
  if (isNew) tab.setAttribute('aria-description', 'has news');
  else tab.removeAttribute('aria-description');
}

function chosen(): TabId {
  const { tab } = byId('panes', HTMLElement).dataset;
  return tabs.find(({ id }) => id === tab)?.id ?? 'chat';
}

function choose(chosenId: TabId): void {
  byId('panes', HTMLElement).dataset['tab'] = chosenId;
  looked.delete(chosenId);
  for (const { id } of tabs) {
    const tab = byId(`tab-${id}`, HTMLButtonElement);
    tab.setAttribute('aria-selected', String(id === chosenId));
    tab.tabIndex = id === chosenId ? 0 : -1;
    if (id === chosenId) tab.classList.remove('news');
  }
}
