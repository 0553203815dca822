import { badRequest } from '../api-error.ts';
import { checkLink } from './check-link.ts';
import type { DotlessHosts } from './check-link.ts';
import type { Entity } from './entity.ts';

export interface TextRules {
  readonly apiVersion: number;
  readonly dotlessHosts: DotlessHosts;
}

type Mark = Omit<Entity, 'offset' | 'length'>;

/** A marked link; nothing when Telegram does not take the address: the words stay, and the link is silently gone. */
export function linkEntity(address: string, { dotlessHosts }: TextRules): Mark | undefined {
  const userId = /^tg:\/\/user\?id=(\d+)$/.exec(address)?.[1];
  if (userId !== undefined) return { type: 'text_mention', user: { id: Number(userId) } };
  const checked = checkLink(address, dotlessHosts);
  return 'url' in checked ? { type: 'text_link', url: checked.url } : undefined;
}

/** A date that each client shows in its own time zone and language; since Bot API 9.5. */
export function timeEntity(unix: string, format: string): Mark {
  if (!/^\d+$/.test(unix)) throw badRequest("can't parse entities: Invalid date specified");
  return { type: 'date_time', unix_time: Number(unix), date_time_format: checkedFormat(format) };
}

/** Relative, or any of weekday, date, time; empty: the words as they stand. */
export function checkedFormat(format: string): string {
  if (/^(r|w?[dD]?[tT]?)$/.test(format)) return format;
  throw badRequest("can't parse entities: Invalid date-time format specified");
}
