import { badRequest } from '../api-error.ts';
import { checkLink } from './check-link.ts';
import type { Entity } from './entity.ts';
import { checkedFormat } from './mark-entity.ts';
import type { TextRules } from './mark-entity.ts';

const plain = new Set([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'blockquote',
  'expandable_blockquote',
  'code',
  'pre',
  'text_mention',
  'custom_emoji',
]);
/** Telegram finds these by itself and passes over those that are given. */
const found = new Set(['mention', 'hashtag', 'cashtag', 'bot_command', 'url', 'email', 'phone_number', 'bank_card']);

/** Entities as a bot gives them, those that count. */
export function checkEntities(text: string, given: readonly Entity[], rules: TextRules): Entity[] {
  return given.filter(({ type }) => !found.has(type)).map((entity) => checkEntity(text, entity, rules));
}

function checkEntity(text: string, entity: Entity, { apiVersion, dotlessHosts }: TextRules): Entity {
  const { type, offset, length, url } = entity;
  if (offset + length > text.length) {
    throw badRequest(
      `entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${offset + length}`,
    );
  }
  if (type === 'text_link') {
    const checked = checkLink(url ?? '', dotlessHosts);
    if ('url' in checked) return { ...entity, url: checked.url };
    throw badRequest(`entity URL '${url ?? ''}' is invalid: ${checked.problem}`);
  }
  if (type === 'date_time' && apiVersion >= 9.5) {
    if (entity.unix_time === undefined) throw badRequest('can\'t parse MessageEntity: can\'t find field "unix_time"');
    return { ...entity, date_time_format: checkedFormat(entity.date_time_format ?? '') };
  }
  if (plain.has(type)) return entity;
  throw badRequest("can't parse MessageEntity: unsupported type specified");
}
