import { Api } from 'telegram/tl/index.js';
import { noticeText } from '../domain/notice-text.ts';

/** The text of an `updateServiceNotification`, cleaned; undefined where the update brings none. */
export function serviceNotice(update: unknown): string | undefined {
  for (const each of updatesIn(update)) {
    const text = each instanceof Api.UpdateServiceNotification ? noticeText(each.message) : undefined;
    if (text !== undefined) return text;
  }
  return undefined;
}

function updatesIn(update: unknown): readonly Api.TypeUpdate[] {
  if (update instanceof Api.UpdateShort) return [update.update];
  return update instanceof Api.Updates || update instanceof Api.UpdatesCombined ? update.updates : [];
}
