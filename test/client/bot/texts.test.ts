import { describe, expect, it } from 'vitest';
import { formatText, markInstant } from '../../../client/bot/formatted-text.ts';
import { isQuiet } from '../../../client/bot/is-quiet.ts';
import { EditPace } from '../../../client/bot/edit-pace.ts';
import { addPaging, pageOf } from '../../../client/bot/pages.ts';
import { subjectOf, withoutNumbers } from '../../../client/bot/subject.ts';
import { linkKind } from '../../../client/bot/entry-way.ts';
import { InlineKeyboard } from 'grammy';

describe('texts of the bot', () => {
  it('name a number by its label and its last digits, whatever the label holds', () => {
    expect(subjectOf({ label: 'Support 3', phoneTail: '4607' })).toBe('Support 3 (••4607)');
    expect(subjectOf({ label: 'Anna +49 151 234-56 789', phoneTail: '6789' })).toBe('Anna ••6789 (••6789)');
    expect(withoutNumbers('call 015123456789 at 12:30 on 28.11.')).toBe('call ••6789 at 12:30 on 28.11.');
  });

  it('have their headline in bold and their times as entities', () => {
    const atMs = Date.UTC(2026, 10, 28, 12, 30);
    const { text, entities } = formatText(
      `Head 😀\nuntil ${markInstant('12:30:00 UTC', atMs)}, or ${markInstant('x on y', atMs)}.`,
    );
    expect(text).toBe('Head 😀\nuntil 12:30:00 UTC, or x on y.');
    expect(entities).toEqual([
      { type: 'bold', offset: 0, length: 7 },
      { type: 'date_time', offset: 14, length: 12, unix_time: atMs / 1_000, date_time_format: 'T' },
      { type: 'date_time', offset: 31, length: 6, unix_time: atMs / 1_000, date_time_format: 'dT' },
    ]);
  });

  it('come without a sound in quiet hours, over midnight and in their zone', () => {
    const night = { fromMinute: 22 * 60, toMinute: 7 * 60, timeZone: 'Europe/Berlin' };
    const at = (hour: number, minute: number): number => Date.UTC(2026, 10, 28, hour, minute);
    expect([at(20, 59), at(21, 0), at(0, 0), at(5, 59), at(6, 0)].map((ms) => isQuiet(night, ms))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    const noon = { fromMinute: 12 * 60, toMinute: 13 * 60, timeZone: 'UTC' };
    expect([at(11, 59), at(12, 0), at(13, 0)].map((ms) => isQuiet(noon, ms))).toEqual([false, true, false]);
    expect(isQuiet(undefined, at(0, 0))).toBe(false);
  });

  it('are edited 15 times a minute in a chat at most', () => {
    const pace = new EditPace();
    const waits = Array.from({ length: 16 }, (_, index) => pace.takeMs(1, index * 1_000));
    expect(waits).toEqual([...Array.from({ length: 15 }, () => 0), 45_000]);
    expect(pace.takeMs(2, 15_000)).toBe(0);
    expect(pace.takeMs(1, 60_000)).toBe(0);
  });

  it('come in pages of eight, the last where there are no more', () => {
    const items = Array.from({ length: 17 }, (_, index) => index);
    expect(pageOf(items, 9)).toEqual({ items: [16], page: 3, pages: 3 });
    expect(pageOf([], 1)).toEqual({ items: [], page: 1, pages: 1 });
    const middle = addPaging(new InlineKeyboard(), { page: 2, pages: 3 }, String);
    expect(middle.inline_keyboard.flat()).toHaveLength(2);
  });

  it('have links as Mini Apps by https, as buttons where Telegram takes them, else as text', () => {
    expect(linkKind('https://latchkey.example.org')).toBe('webApp');
    expect(linkKind('http://127.0.0.1:8787')).toBe('url');
    expect(linkKind('http://localhost:8787')).toBe('text');
  });
});
