/** Instants and durations. */
export const times = {
  /** For dates, and for the plurals of this language. */
  locale: 'en-GB',
  now: 'now',
  in: 'in {duration}',
  at: 'at {clock}',
  from: 'from {clock}',
  fromNow: '{duration} from now',
  onDay: '{clock} on {day}',
  milliseconds: '{ms} ms',
  seconds: '{s} s',
  minutes: '{min} min',
  hours: '{h} h',
  hoursMinutes: '{h} h {min} min',
  days: '{d} d',
  daysHours: '{d} d {h} h',
};
