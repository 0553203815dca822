import type { QuietHours } from '../../runtime/bot-config.ts';

/** Whether the group is to be left in peace now. A span may go over midnight. */
export function isQuiet(hours: QuietHours | undefined, nowMs: number): boolean {
  if (hours === undefined) return false;
  const { fromMinute, toMinute, timeZone } = hours;
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const [hour = 0, minute = 0] = clock.format(nowMs).split(':').map(Number);
  const now = hour * 60 + minute;
  return fromMinute <= toMinute ? now >= fromMinute && now < toMinute : now >= fromMinute || now < toMinute;
}
