import { DateTime } from 'luxon';
import { isTimeZone } from '../runtime/is-time-zone.ts';

/** When somebody will be there. `untilMs`: Unix milliseconds. `timeZone`: the IANA zone in which it was named. */
export type Appointment = { untilMs: number; timeZone?: string };

const units = { m: 'minutes', h: 'hours', d: 'days' } as const;
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/**
 * "in 2 h", "17:30", "tomorrow 09:00", "monday 09:00 Europe/Berlin", "2026-12-01 09:00" or ISO 8601 with its offset. A clock
 * without a day is the next time that it shows that. Days are days of the zone: where its clocks change meanwhile, 09:00 is
 * 09:00 there. A time that a zone leaves out is an hour later, one that it has twice is the first. Undefined for anything else.
 */
export function readAppointment(
  text: string,
  { nowMs, timeZone: zoneHere }: { nowMs: number; timeZone: string },
): Appointment | undefined {
  const typed = text.trim().replaceAll(/\s+/gu, ' ');
  return readDuration(typed, nowMs) ?? readIso(typed) ?? readClock(typed, nowMs, zoneHere);
}

/** The zone that this machine's clock shows. */
export function systemTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function readDuration(typed: string, nowMs: number): Appointment | undefined {
  const [, count, unit] = /^in (\d{1,5}) ?(m|h|d)(?:in|ins|inutes?|ours?|rs?|ays?)?$/iu.exec(typed) ?? [];
  const name = unit?.toLowerCase();
  if (count === undefined || (name !== 'm' && name !== 'h' && name !== 'd')) return undefined;
  return {
    untilMs: DateTime.fromMillis(nowMs, { zone: 'UTC' })
      .plus({ [units[name]]: Number(count) })
      .toMillis(),
  };
}

function readIso(typed: string): Appointment | undefined {
  if (!/T.*(?:Z|[+-]\d\d:?\d\d)$/iu.test(typed)) return undefined;
  const at = DateTime.fromISO(typed);
  return at.isValid ? { untilMs: at.toMillis() } : undefined;
}

function readClock(typed: string, nowMs: number, zoneHere: string): Appointment | undefined {
  const [, day, hour, minute, timeZone = zoneHere] =
    /^(?:(today|tomorrow|[a-z]+day|\d{4}-\d\d-\d\d) )?(\d{1,2}):(\d\d)(?: (\S+))?$/iu.exec(typed) ?? [];
  // luxon also takes "UTC+3", "local" and the like, which nobody else can read.
  if (!isTimeZone(timeZone)) return undefined;
  const now = DateTime.fromMillis(nowMs, { zone: timeZone });
  const clock = { hour: Number(hour), minute: Number(minute), second: 0, millisecond: 0 };
  if (hour === undefined || clock.hour > 23 || clock.minute > 59) return undefined;
  const date = dayNamed(day?.toLowerCase(), now);
  if (date === undefined || !date.isValid) return undefined;
  const at = firstOf(date.set(clock));
  const isOver = at.toMillis() <= nowMs;
  // A clock or a weekday alone means the next one; a date that has passed stays so, and is refused.
  const days = !isOver ? 0 : day === undefined ? 1 : isWeekday(day.toLowerCase()) ? 7 : 0;
  return { untilMs: firstOf(date.plus({ days }).set(clock)).toMillis(), timeZone };
}

/** Where clocks go back, a time comes twice. */
function firstOf(at: DateTime): DateTime {
  return DateTime.min(...at.getPossibleOffsets()) ?? at;
}

function dayNamed(day: string | undefined, now: DateTime): DateTime | undefined {
  if (day === undefined || day === 'today') return now;
  if (day === 'tomorrow') return now.plus({ days: 1 });
  if (isWeekday(day)) return now.plus({ days: (weekdays.indexOf(day) + 1 - now.weekday + 7) % 7 });
  return /^\d/u.test(day) ? DateTime.fromISO(day, { zone: now.zone }) : undefined;
}

function isWeekday(day: string | undefined): day is (typeof weekdays)[number] {
  return weekdays.some((each) => each === day);
}
