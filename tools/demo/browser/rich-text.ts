import type { ChatMessage } from '../page/page-state.ts';
import { clockTime, dayOf } from './clock-time.ts';
import { el } from '../../../client/web/browser/elements.ts';

type Entity = ChatMessage['entities'][number];

/** A message's text with its entities, which may lie in one another, as nodes. */
export function richText(text: string, entities: readonly Entity[]): Node[] {
  // The outer one first, where two begin together.
  const sorted = [...entities].sort((one, other) => one.offset - other.offset || other.length - one.length);
  return between(text, sorted, 0, text.length);
}

function between(text: string, entities: readonly Entity[], from: number, to: number): Node[] {
  const nodes: Node[] = [];
  let at = from;
  for (const [place, entity] of entities.entries()) {
    const end = entity.offset + entity.length;
    if (entity.offset < at || end > to) continue;
    if (entity.offset > at) nodes.push(document.createTextNode(text.slice(at, entity.offset)));
    nodes.push(marked(entity, text, between(text, entities.slice(place + 1), entity.offset, end)));
    at = end;
  }
  if (at < to) nodes.push(document.createTextNode(text.slice(at, to)));
  return nodes;
}

function marked(entity: Entity, text: string, inside: readonly Node[]): Node {
  const { type, offset, length, url, unix_time: unixTime, date_time_format: format = '' } = entity;
  switch (type) {
    case 'bold':
      return el('strong', {}, ...inside);
    case 'italic':
      return el('em', {}, ...inside);
    case 'underline':
      return el('u', {}, ...inside);
    case 'strikethrough':
      return el('s', {}, ...inside);
    case 'code':
      return el('code', {}, ...inside);
    case 'pre':
      return el('pre', {}, ...inside);
    case 'blockquote':
    case 'expandable_blockquote':
      return el('blockquote', {}, ...inside);
    case 'text_link':
      return link(url, inside);
    case 'url':
      return link(text.slice(offset, offset + length), inside);
    case 'date_time':
      return unixTime === undefined ? el('span', {}, ...inside) : clock(unixTime, format);
    case 'bot_command':
      return el('span', { class: 'command' }, ...inside);
    default:
      return el('span', {}, ...inside);
  }
}

function link(url: string | undefined, inside: readonly Node[]): Node {
  const href = url !== undefined && /^https?:/u.test(url) ? url : undefined;
  return el('a', { href, target: '_blank', rel: 'noopener noreferrer' }, ...inside);
}

/** Telegram's clients show instants in the reader's own zone, with the day where the format has a `d` or `D`. */
function clock(unixTime: number, format: string): Node {
  const atMs = unixTime * 1_000;
  const hasDay = /d/iu.test(format) || dayOf(atMs) !== dayOf(Date.now());
  const shown = hasDay ? `${dayOf(atMs)}, ${clockTime(atMs)}` : clockTime(atMs);
  return el('time', { datetime: new Date(atMs).toISOString() }, shown);
}
