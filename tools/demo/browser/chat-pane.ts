import type { ChatButton, ChatMessage, PageState } from '../page/page-state.ts';
import { clockTime } from './clock-time.ts';
import { el } from '../../../client/web/browser/elements.ts';
import { byId } from './elements.ts';
import { keepList } from './keep-list.ts';
import { richText } from './rich-text.ts';
import { stickToEnd } from './stick-to-end.ts';
import { act } from './toasts.ts';

export function openChat(): void {
  stickToEnd(byId('messages', HTMLElement));
  const field = byId('say', HTMLInputElement);
  byId('composer', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text === '') return;
    field.value = '';
    void act({ kind: 'say', text });
  });
  byId('contact', HTMLButtonElement).addEventListener('click', () => void act({ kind: 'shareContact' }));
}

export function drawChat({ messages, keys, commands }: PageState['chat']): void {
  const list = byId('messages', HTMLElement);
  keepList(list, messages, { key: ({ id }) => String(id), draw: drawMessage });
  list.classList.toggle('empty', messages.length === 0);
  keepList(byId('keys', HTMLElement), keys, {
    key: (row) => row.map(({ text }) => text).join('\n'),
    draw: (row) => el('div', { class: 'row' }, ...row.map((key) => drawKey(key))),
  });
  keepList(byId('commands', HTMLDataListElement), commands, {
    key: ({ command }) => command,
    draw: ({ command, description }) => el('option', { value: `/${command}` }, description),
  });
}

function drawMessage(message: ChatMessage): HTMLElement {
  const { id, atMs, mine, text, entities, edits, contact } = message;
  const content = contact === undefined ? richText(text, entities) : [`Contact ${contact}`];
  const time = `${edits > 0 ? 'edited ' : ''}${clockTime(atMs)}`;
  return el(
    'article',
    { class: mine ? 'message mine' : 'message', 'aria-label': mine ? 'Ana' : 'Bot', 'data-message': id },
    el('div', { class: 'bubble' }, el('div', { class: 'text' }, ...content), el('span', { class: 'time' }, time)),
    message.buttons.length === 0 ? undefined : el('div', { class: 'buttons' }, ...drawRows(message)),
  );
}

function drawRows({ id, buttons }: ChatMessage): HTMLElement[] {
  let place = 0;
  return buttons.map((row) => el('div', { class: 'row' }, ...row.map((button) => drawButton(id, button, place++))));
}

function drawButton(messageId: number, { text, url, copies, style }: ChatButton, place: number): HTMLElement {
  const look = { class: `inline ${style ?? ''}`, 'data-focus': place };
  if (url !== undefined) {
    return el(
      'a',
      { ...look, href: url, target: '_blank', rel: 'noopener noreferrer' },
      text,
      el('span', { class: 'leaves', 'aria-hidden': 'true' }, '↗'),
    );
  }
  const button = el('button', { ...look, type: 'button' }, text);
  button.addEventListener('click', () => {
    if (copies !== undefined) void navigator.clipboard.writeText(copies);
    button.setAttribute('aria-busy', 'true');
    void act({ kind: 'press', messageId, place }).finally(() => button.removeAttribute('aria-busy'));
  });
  return button;
}

function drawKey({ text, requestContact }: { text: string; requestContact: boolean }): HTMLElement {
  const key = el('button', { type: 'button' }, text);
  key.addEventListener('click', () => void act(requestContact ? { kind: 'shareContact' } : { kind: 'say', text }));
  return key;
}
