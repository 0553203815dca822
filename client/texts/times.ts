import { isTimeZone } from '../../runtime/is-time-zone.ts';
import { fill } from './fill.ts';
import * as texts from './texts.ts';

const words = texts.login.times;

/** `relative` for screens that count down, `absolute` for chats, where a message stays as it is. */
export type TimeStyle = {
  times: 'relative' | 'absolute';
  timeZone?: string;
  /** What to write for an instant in place of its text, where a message can say it in the reader's own zone. */
  mark?: (text: string, atMs: number) => string;
};

/** "in 42 s" or "at 17:05:31 CET"; for an instant that has passed, "now". */
export function when(atMs: number, nowMs: number, style: TimeStyle): string {
  if (atMs <= nowMs) return words.now;
  return style.times === 'relative'
    ? fill(words.in, { duration: duration(atMs - nowMs) })
    : fill(words.at, { clock: clock(atMs, nowMs, style) });
}

/** Since when something may be done: "in 42 s" or "from 17:05:31 CET"; "now" where it may be already. */
export function since(atMs: number, nowMs: number, style: TimeStyle): string {
  if (atMs <= nowMs || style.times === 'relative') return when(atMs, nowMs, style);
  return fill(words.from, { clock: clock(atMs, nowMs, style) });
}

/** Completes "until …". */
export function until(atMs: number, nowMs: number, style: TimeStyle): string {
  return style.times === 'relative'
    ? fill(words.fromNow, { duration: duration(Math.max(0, atMs - nowMs)) })
    : clock(atMs, nowMs, style);
}

/** The two largest units, rounded up: "59 s", "14 min", "3 h 5 min", "2 d 4 h". */
export function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  if (seconds < 120) return fill(words.seconds, { s: seconds });
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 120) return fill(words.minutes, { min: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return fill(minutes % 60 === 0 ? words.hours : words.hoursMinutes, { h: hours, min: minutes % 60 });
  return fill(hours % 24 === 0 ? words.days : words.daysHours, { d: Math.floor(hours / 24), h: hours % 24 });
}

/** With the date where it is another day, and always with the zone: readers of a chat live in several. */
function clock(atMs: number, nowMs: number, { timeZone, mark = (text) => text }: TimeStyle): string {
  // A browser need not know every zone that whoever made the appointment has named.
  const zone = timeZone === undefined ? {} : { timeZone: isTimeZone(timeZone) ? timeZone : 'UTC' };
  const date = new Intl.DateTimeFormat(words.locale, { day: 'numeric', month: 'short', ...zone });
  const time = new Intl.DateTimeFormat(words.locale, {
    timeStyle: undefined,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    ...zone,
  });
  const day = date.format(atMs);
  const clock = time.format(atMs);
  return mark(day === date.format(nowMs) ? clock : fill(words.onDay, { clock, day }), atMs);
}
