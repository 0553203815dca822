import type { MessageEntity } from 'grammy/types';

/** A text with its formatting beside it, so that nothing in it needs escaping. */
export type FormattedText = { text: string; entities: MessageEntity[] };

/** Instants stand between two private characters, which no text of ours has, while a text is put together. */
const MARKED = /\uE000(\d+)\|([^\uE001]*)\uE001/gu;

/** For `TimeStyle.mark`. */
export function markInstant(text: string, atMs: number): string {
  return `\uE000${Math.round(atMs / 1_000)}|${text}\uE001`;
}

/** The first line in bold; instants as `date_time` entities (Bot API 9.5), which everybody reads in their own zone. */
export function formatText(marked: string): FormattedText {
  const instants: MessageEntity[] = [];
  let text = '';
  let from = 0;
  for (const match of marked.matchAll(MARKED)) {
    const shown = match[2] ?? '';
    text += marked.slice(from, match.index);
    instants.push({
      type: 'date_time',
      offset: text.length,
      length: shown.length,
      unix_time: Number(match[1]),
      date_time_format: shown.includes(' on ') ? 'dT' : 'T',
    });
    text += shown;
    from = match.index + match[0].length;
  }
  text += marked.slice(from);
  const headline = text.split('\n', 1)[0] ?? '';
  return { text, entities: [{ type: 'bold', offset: 0, length: headline.length }, ...instants] };
}
