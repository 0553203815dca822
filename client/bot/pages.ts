import type { InlineKeyboard } from 'grammy';
import { fill } from '../texts/fill.ts';
import * as texts from '../texts/texts.ts';

export const PAGE_SIZE = 8;

/** One page of a list, counted from 1; a page beyond the end is the last. */
export function pageOf<Item>(items: readonly Item[], page: number): { items: Item[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(items.length / PAGE_SIZE));
  const at = Math.min(Math.max(1, page), pages);
  return { items: items.slice((at - 1) * PAGE_SIZE, at * PAGE_SIZE), page: at, pages };
}

/** A title that says which page it is of, where there are several. */
export function titleOf(title: string, { page, pages }: { page: number; pages: number }): string {
  return pages === 1 ? title : fill(texts.bot.pageOf, { title, page, pages });
}

/** The way to the pages around, where there are some. */
export function addPaging(
  keyboard: InlineKeyboard,
  { page, pages }: { page: number; pages: number },
  data: (page: number) => string,
): InlineKeyboard {
  if (pages === 1) return keyboard;
  keyboard.row();
  if (page > 1) keyboard.text(texts.bot.earlier, data(page - 1));
  if (page < pages) keyboard.text(texts.bot.further, data(page + 1));
  return keyboard;
}
