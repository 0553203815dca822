import { describe, expect, it } from 'vitest';
import { readAppointment } from '../../client/read-appointment.ts';

/** A Friday, the last one before clocks go back in Berlin. */
const FRIDAY = Date.parse('2026-10-23T15:00:00+02:00');
const berlin = { nowMs: FRIDAY, timeZone: 'Europe/Berlin' };

function at(text: string, here = berlin): string | undefined {
  const appointment = readAppointment(text, here);
  return appointment && new Date(appointment.untilMs).toISOString();
}

describe('an appointment', () => {
  it.each([
    ['in 30 min', '2026-10-23T13:30:00.000Z'],
    ['in 2 h', '2026-10-23T15:00:00.000Z'],
    ['In 3 days', '2026-10-26T13:00:00.000Z'],
    ['17:30', '2026-10-23T15:30:00.000Z'],
    ['today 17:30', '2026-10-23T15:30:00.000Z'],
    ['tomorrow  09:00', '2026-10-24T07:00:00.000Z'],
    ['friday 16:00', '2026-10-23T14:00:00.000Z'],
    ['2026-12-01 09:00', '2026-12-01T08:00:00.000Z'],
    ['2026-12-01T09:00:00Z', '2026-12-01T09:00:00.000Z'],
    ['2026-12-01T09:00+05:30', '2026-12-01T03:30:00.000Z'],
    ['tomorrow 09:00 America/New_York', '2026-10-24T13:00:00.000Z'],
  ])('is read from "%s"', (text, instant) => {
    expect(at(text)).toBe(instant);
  });

  it('is the next one where only a clock or a weekday is named', () => {
    expect(at('14:59')).toBe('2026-10-24T12:59:00.000Z');
    expect(at('friday 14:59')).toBe('2026-10-30T13:59:00.000Z');
  });

  it('may have passed where a day is named: whoever is asked refuses it', () => {
    expect(at('today 09:00')).toBe('2026-10-23T07:00:00.000Z');
    expect(at('2026-01-01 09:00')).toBe('2026-01-01T08:00:00.000Z');
  });

  it.each(['UTC+3', 'UTC+05:30', 'local', 'system', 'default', 'Berlin'])('is not in a zone named "%s"', (zone) => {
    expect(at(`tomorrow 09:00 ${zone}`)).toBeUndefined();
  });

  it('shows the same clock on the other side of a change to or from summer time', () => {
    expect(at('sunday 09:00')).toBe('2026-10-25T08:00:00.000Z');
    const march = { nowMs: Date.parse('2026-03-28T20:00:00+01:00'), timeZone: 'Europe/Berlin' };
    expect(at('tomorrow 09:00', march)).toBe('2026-03-29T07:00:00.000Z');
  });

  it('is an hour later where a zone leaves the time out, and the first of two where it has it twice', () => {
    const march = { nowMs: Date.parse('2026-03-28T20:00:00+01:00'), timeZone: 'Europe/Berlin' };
    expect(at('tomorrow 02:30', march)).toBe('2026-03-29T01:30:00.000Z');
    expect(at('sunday 02:30')).toBe('2026-10-25T00:30:00.000Z');
  });

  it('remembers the zone that it was named in, where it was a clock', () => {
    expect(readAppointment('09:00', berlin)).toMatchObject({ timeZone: 'Europe/Berlin' });
    expect(readAppointment('09:00 Asia/Tokyo', berlin)).toMatchObject({ timeZone: 'Asia/Tokyo' });
    expect(readAppointment('in 2 h', berlin)).not.toHaveProperty('timeZone');
  });

  it.each(['', 'soon', '25:00', '09:60', 'tomorrow', 'someday 09:00', 'tomorrow 09:00 Mars/Base', '2026-13-01 09:00'])(
    'is not read from "%s"',
    (text) => {
      expect(readAppointment(text, berlin)).toBeUndefined();
    },
  );
});
