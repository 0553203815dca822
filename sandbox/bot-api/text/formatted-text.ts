import { z } from 'zod';
import { badRequest } from '../api-error.ts';
import { json } from '../methods/parameter-types.ts';
import type { FormattedText } from '../state/message.ts';
import { checkEntities } from './check-entities.ts';
import { entitySchema } from './entity.ts';
import type { Entity } from './entity.ts';
import { findEntities } from './find-entities.ts';
import type { TextRules } from './mark-entity.ts';
import { parseHtml } from './parse-html.ts';
import { parseMarkdown } from './parse-markdown.ts';

export const entitiesSchema = json(z.array(entitySchema).optional());
export const parseModeSchema = z.string().default('');

/** A text as it stands in a chat: marks read, ends trimmed, and what Telegram finds by itself. */
export function formattedText(
  source: string,
  parseMode: string,
  given: readonly Entity[] | undefined,
  rules: TextRules,
): FormattedText {
  const { text, entities } = trimmed(marked(source, parseMode, given ?? [], rules));
  const all = [...entities, ...findEntities(text, entities)];
  return { text, entities: all.toSorted((a, b) => a.offset - b.offset || b.length - a.length) };
}

function marked(source: string, parseMode: string, given: readonly Entity[], rules: TextRules): FormattedText {
  switch (parseMode.toLowerCase()) {
    case '':
      return { text: source, entities: checkEntities(source, given, rules) };
    case 'html':
      return parseHtml(source, rules);
    case 'markdownv2':
      return parseMarkdown(source, rules);
    default:
      // Telegram's old "Markdown" is left out: it cannot nest, and nobody should begin with it.
      throw badRequest('unsupported parse_mode');
  }
}

/** Space before the first mark stays, as on Telegram. */
function trimmed({ text, entities }: FormattedText): FormattedText {
  const end = text.trimEnd().length;
  const lead = text.length - text.trimStart().length;
  const start = Math.min(lead, end, ...entities.map(({ offset }) => offset));
  const kept = entities.flatMap((entity) => {
    const length = Math.min(entity.offset + entity.length, end) - entity.offset;
    return length > 0 ? [{ ...entity, offset: entity.offset - start, length }] : [];
  });
  return { text: text.slice(start, end), entities: kept };
}
