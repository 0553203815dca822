import type { Entity } from './entity.ts';

const patterns: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['url', /\bhttps?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}']/g],
  ['email', /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ['bot_command', /(?<![\w/<>])\/[A-Za-z\d_]{1,64}(?:@\w{3,32})?(?![\w/])/g],
  ['mention', /(?<![\w@.])@[A-Za-z]\w{2,31}(?!\w)/g],
  ['hashtag', /(?<![\p{L}\d_])#[\p{L}\d_]*[\p{L}_][\p{L}\d_]*/gu],
];

/** What Telegram makes of a text by itself: commands, links, names. `taken` is marked already and left alone. */
export function findEntities(text: string, taken: readonly Entity[]): Entity[] {
  const found: Entity[] = [];
  for (const [type, pattern] of patterns) {
    for (const {
      index: offset,
      0: { length },
    } of text.matchAll(pattern)) {
      const entity = { type, offset, length };
      if (![...taken.filter(isExclusive), ...found].some((other) => overlap(entity, other))) found.push(entity);
    }
  }
  return found;
}

/** Nothing is a link or a command inside of these. */
function isExclusive({ type }: Entity): boolean {
  return type === 'code' || type === 'pre' || type === 'text_link' || type === 'text_mention';
}

function overlap(a: Entity, b: Entity): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}
