import { expect, test } from 'vitest';
import { formattedText } from '../../../sandbox/bot-api/text/formatted-text.ts';
import type { TextRules } from '../../../sandbox/bot-api/text/mark-entity.ts';

const rules: TextRules = { apiVersion: 9.5, dotlessHosts: 'refuse' };

function html(source: string, more: Partial<TextRules> = {}) {
  return formattedText(source, 'HTML', undefined, { ...rules, ...more });
}
function markdown(source: string) {
  return formattedText(source, 'MarkdownV2', undefined, rules);
}
function marks({ text, entities }: ReturnType<typeof html>): [type: string, text: string][] {
  return entities.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)]);
}

test('HTML is read, nested and with references', () => {
  const read = html('<b>a &lt;<i>b</i></b> <tg-spoiler>c</tg-spoiler> <code>1&#50;</code>');
  expect(read.text).toBe('a <b c 12');
  expect(marks(read)).toEqual([
    ['bold', 'a <b'],
    ['italic', 'b'],
    ['spoiler', 'c'],
    ['code', '12'],
  ]);
});

test('HTML has links, mentions, quotes, programs and dates', () => {
  expect(html('<a href="https://a.org/?x=1&amp;y=2">a</a>').entities).toEqual([
    { type: 'text_link', url: 'https://a.org/?x=1&y=2', offset: 0, length: 1 },
  ]);
  expect(html('<a href="tg://user?id=5">a</a>').entities).toMatchObject([{ type: 'text_mention', user: { id: 5 } }]);
  expect(html('<blockquote expandable>q</blockquote>').entities).toMatchObject([{ type: 'expandable_blockquote' }]);
  expect(html('<pre><code class="language-ts">x</code></pre>').entities).toEqual([
    { type: 'pre', language: 'ts', offset: 0, length: 1 },
  ]);
  expect(html('<tg-time unix="1647531900" format="wDT">soon</tg-time>').entities).toEqual([
    { type: 'date_time', unix_time: 1_647_531_900, date_time_format: 'wDT', offset: 0, length: 4 },
  ]);
});

test('a marked link to a host without a dot is silently no link', () => {
  expect(html('<a href="http://localhost:3000/x">a</a>')).toEqual({ text: 'a', entities: [] });
  expect(html('<a href="http://localhost:3000/x">a</a>', { dotlessHosts: 'allow' }).entities).toHaveLength(1);
});

test.each([
  ['a <b', 'Unsupported start tag "" at byte offset 2'],
  ['ü <x>', 'Unsupported start tag "x" at byte offset 3'],
  ['<b>a', 'Can\'t find end tag corresponding to start tag "b"'],
  ['<b>a</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
  ['a</b>', 'Unexpected end tag at byte offset 1'],
  ['<span>a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
  ['<tg-time unix="1" format="x">a</tg-time>', 'Invalid date-time format specified'],
])('HTML %s is refused', (source, why) => {
  expect(() => html(source)).toThrow(`Bad Request: can't parse entities: ${why}`);
});

test('dates are unknown before Bot API 9.5', () => {
  expect(() => html('<tg-time unix="1">a</tg-time>', { apiVersion: 9.4 })).toThrow('Unsupported start tag "tg-time"');
  const entity = { type: 'date_time', offset: 0, length: 1, unix_time: 1 };
  expect(formattedText('a', '', [entity], rules).entities).toEqual([{ ...entity, date_time_format: '' }]);
  expect(() => formattedText('a', '', [entity], { ...rules, apiVersion: 9.4 })).toThrow('unsupported type specified');
});

test('MarkdownV2 is read, nested and with escapes', () => {
  const read = markdown('*bold _it ~st~_* __u__ ||s|| `c\\`` [l](https://a.org/\\)) \\.');
  expect(read.text).toBe('bold it st u s c` l .');
  expect(marks(read)).toEqual([
    ['bold', 'bold it st'],
    ['italic', 'it st'],
    ['strikethrough', 'st'],
    ['underline', 'u'],
    ['spoiler', 's'],
    ['code', 'c`'],
    ['text_link', 'l'],
  ]);
});

test('MarkdownV2 has quotes, programs and dates', () => {
  expect(marks(markdown('>a\n>b\nc\n**>d\n>e||'))).toEqual([
    ['blockquote', 'a\nb'],
    ['expandable_blockquote', 'd\ne'],
  ]);
  expect(markdown('```ts\nlet x\n```')).toEqual({
    text: 'let x',
    entities: [{ type: 'pre', language: 'ts', offset: 0, length: 5 }],
  });
  expect(markdown('![soon](tg://time?unix=5&format=r)').entities).toEqual([
    { type: 'date_time', unix_time: 5, date_time_format: 'r', offset: 0, length: 4 },
  ]);
});

test.each([
  ['a.', "Character '.' is reserved and must be escaped with the preceding '\\'"],
  ['*a', "Can't find end of Bold entity at byte offset 0"],
  ['ü _a', "Can't find end of Italic entity at byte offset 3"],
  ['[a](b', "Can't find end of a URL at byte offset 3"],
])('MarkdownV2 %s is refused', (source, why) => {
  expect(() => markdown(source)).toThrow(`Bad Request: can't parse entities: ${why}`);
});

test('entities that are given are checked, and those that Telegram finds are its own', () => {
  const given = (entities: Parameters<typeof formattedText>[2], text = 'a /b') =>
    marks(formattedText(text, '', entities, rules));
  expect(given([{ type: 'bot_command', offset: 0, length: 1 }])).toEqual([['bot_command', '/b']]);
  expect(() => given([{ type: 'bold', offset: 2, length: 3 }])).toThrow(
    'entity beginning at UTF-16 offset 2 ends after the end of the text at UTF-16 offset 5',
  );
  expect(() => given([{ type: 'text_link', offset: 0, length: 1, url: 'http://localhost' }])).toThrow(
    "entity URL 'http://localhost' is invalid: Wrong HTTP URL",
  );
  expect(given([{ type: 'code', offset: 0, length: 4 }])).toEqual([['code', 'a /b']]);
  expect(given([], 'see https://a.org/x. @someone me@a.org #tag')).toEqual([
    ['url', 'https://a.org/x'],
    ['mention', '@someone'],
    ['email', 'me@a.org'],
    ['hashtag', '#tag'],
  ]);
});

test('ends are trimmed, and marks move along', () => {
  expect(formattedText('  a b  ', '', [{ type: 'bold', offset: 4, length: 3 }], rules)).toEqual({
    text: 'a b',
    entities: [{ type: 'bold', offset: 2, length: 1 }],
  });
});

test('space that a mark begins with stays', () => {
  const bold = { type: 'bold', offset: 0, length: 3 };
  expect(formattedText('  a', '', [bold], rules)).toEqual({ text: '  a', entities: [bold] });
});

test('another parse mode is not known', () => {
  expect(() => formattedText('a', 'BBCode', undefined, rules)).toThrow('Bad Request: unsupported parse_mode');
});
