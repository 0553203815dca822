/** `relative` for screens that count down, `absolute` for chats, where a message stays as it is. */
export type TimeStyle = {
  times: 'relative' | 'absolute';
  timeZone?: string;
  /** What to write for an instant in place of its text, where a message can say it in the reader's own zone. */
  mark?: (text: string, atMs: number) => string;
};

/** "in 42 s" or "at 17:05:31 CET"; for an instant that has passed, "now". */
export function when(atMs: number, nowMs: number, style: TimeStyle): string {
  if (atMs <= nowMs) return 'now';
  return style.times === 'relative' ? `in ${duration(atMs - nowMs)}` : `at ${clock(atMs, nowMs, style)}`;
}

/** Completes "until …". */
export function until(atMs: number, nowMs: number, style: TimeStyle): string {
  return style.times === 'relative' ? `${duration(Math.max(0, atMs - nowMs))} from now` : clock(atMs, nowMs, style);
}

/** The two largest units, rounded up: "59 s", "14 min", "3 h 5 min", "2 d 4 h". */
export function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return hours % 24 === 0 ? `${hours / 24} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** With the date where it is another day, and always with the zone: readers of a chat live in several. */
function clock(atMs: number, nowMs: number, { timeZone, mark = (text) => text }: TimeStyle): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', ...zone });
  const time = new Intl.DateTimeFormat('en-GB', {
    timeStyle: undefined,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    ...zone,
  });
  const day = date.format(atMs);
  return mark(day === date.format(nowMs) ? time.format(atMs) : `${time.format(atMs)} on ${day}`, atMs);
}
