import { badRequest } from '../api-error.ts';
import type { FormattedText } from '../state/message.ts';
import type { Entity } from './entity.ts';
import { linkEntity, timeEntity } from './mark-entity.ts';
import type { TextRules } from './mark-entity.ts';

type Attributes = ReadonlyMap<string, string>;
type Mark = Omit<Entity, 'offset' | 'length'>;

interface OpenTag {
  readonly name: string;
  readonly offset: number;
  readonly attributes: Attributes;
}

const startTag = /<([a-z][a-z\d-]*)((?:\s+[a-z-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*>/iy;
const endTag = /<\/([a-z][a-z\d-]*)?\s*>/iy;
const reference = /&(?:#(\d+)|#x([\da-f]+)|(lt|gt|amp|quot));/iy;
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

const simple: Readonly<Record<string, string>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  'tg-spoiler': 'spoiler',
  pre: 'pre',
  code: 'code',
};
const others = new Set(['span', 'a', 'blockquote', 'tg-emoji']);

/** `parse_mode` HTML, with the refusals of Telegram's parser. */
export function parseHtml(source: string, rules: TextRules): FormattedText {
  const open: OpenTag[] = [];
  const entities: Entity[] = [];
  let text = '';
  for (let at = 0; at < source.length;) {
    const found = match(reference, source, at) ?? match(endTag, source, at) ?? match(startTag, source, at);
    const whole = found?.[0] ?? '';
    if (found === undefined) {
      if (source[at] === '<') throw unsupported(source, at, '');
      text += source[at];
      at += 1;
    } else if (whole.startsWith('&')) {
      text += referred(found);
    } else if (whole.startsWith('</')) {
      entities.push(...close(open.pop(), found, text, rules));
    } else {
      open.push(opened(found, text.length, rules));
    }
    at += whole.length;
  }
  const unclosed = open.at(-1);
  if (unclosed) throw failed(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
  return { text, entities: mergeCode(entities) };
}

function match(pattern: RegExp, source: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source) ?? undefined;
}

function referred([whole, decimal, hexadecimal, name]: RegExpExecArray): string {
  if (name !== undefined) return named[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
}

function opened(found: RegExpExecArray, offset: number, { apiVersion }: TextRules): OpenTag {
  const [, written = '', rest = ''] = found;
  const name = written.toLowerCase();
  const isKnown = name in simple || others.has(name) || (name === 'tg-time' && apiVersion >= 9.5);
  if (!isKnown) throw unsupported(found.input, found.index, name);
  const attributes = new Map(
    [...rest.matchAll(/([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gi)].map(
      ([, key = '', double, single, bare]) => [key.toLowerCase(), unescaped(double ?? single ?? bare ?? '')],
    ),
  );
  if (name === 'span' && attributes.get('class') !== 'tg-spoiler') {
    throw failed(`Tag "span" must have class "tg-spoiler" at byte offset ${byteOffset(found.input, found.index)}`);
  }
  return { name, offset, attributes };
}

function unescaped(value: string): string {
  return value.replaceAll(/&(lt|gt|amp|quot);/g, (_all, name: string) => named[name] ?? '');
}

function close(tag: OpenTag | undefined, found: RegExpExecArray, text: string, rules: TextRules): Entity[] {
  const offset = byteOffset(found.input, found.index);
  if (tag === undefined) throw failed(`Unexpected end tag at byte offset ${offset}`);
  const name = found[1]?.toLowerCase() ?? tag.name;
  if (name !== tag.name) {
    throw failed(`Unmatched end tag at byte offset ${offset}, expected "</${tag.name}>", found "</${name}>"`);
  }
  const mark = markOf(tag, text.slice(tag.offset), rules);
  const length = text.length - tag.offset;
  return mark === undefined || length === 0 ? [] : [{ ...mark, offset: tag.offset, length }];
}

function markOf({ name, attributes }: OpenTag, text: string, rules: TextRules): Mark | undefined {
  const type = simple[name];
  switch (name) {
    case 'span':
      return { type: 'spoiler' };
    case 'a':
      return linkEntity(attributes.get('href') ?? text, rules);
    case 'blockquote':
      return { type: attributes.has('expandable') ? 'expandable_blockquote' : 'blockquote' };
    case 'tg-emoji':
      return { type: 'custom_emoji', custom_emoji_id: attributes.get('emoji-id') ?? '' };
    case 'tg-time':
      return timeEntity(attributes.get('unix') ?? '', attributes.get('format') ?? '');
    case 'code': {
      const language = /^language-(.+)$/.exec(attributes.get('class') ?? '')?.[1];
      return { type: 'code', ...(language === undefined ? {} : { language }) };
    }
    default:
      return type === undefined ? undefined : { type };
  }
}

/** A code that fills a pre gives it its language, and is not told apart. Elsewhere code has none. */
function mergeCode(entities: readonly Entity[]): Entity[] {
  const merged = entities.flatMap((entity): Entity[] => {
    const inner = entities.find((one) => one.type === 'code' && one.language && samePlace(one, entity));
    if (entity.type === 'pre' && inner?.language) return [{ ...entity, language: inner.language }];
    if (entity.type !== 'code') return [entity];
    if (entities.some((one) => one.type === 'pre' && samePlace(one, entity))) return [];
    const { language: _language, ...plain } = entity;
    return [plain];
  });
  return merged.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
}

function samePlace(a: Entity, b: Entity): boolean {
  return a.offset === b.offset && a.length === b.length;
}

function byteOffset(source: string, at: number): number {
  return Buffer.byteLength(source.slice(0, at));
}

function unsupported(source: string, at: number, name: string): Error {
  return failed(`Unsupported start tag "${name}" at byte offset ${byteOffset(source, at)}`);
}

function failed(why: string): Error {
  return badRequest(`can't parse entities: ${why}`);
}
