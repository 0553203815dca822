import { expect, it } from 'vitest';
import { oneLine } from '../../domain/one-line.ts';

it.each([
  ['a horse', 'a horse'],
  ['  two\r\n\tlines ', 'two lines'],
  ['\u001b[2J\u001b]0;title\u0007hint', '[2J ]0;title hint'],
  ['right\u202eto left\u2028and\u2029on', 'right to left and on'],
  ['\u0000', ''],
])('leaves of %j what a terminal and a log can show', (text, line) => {
  expect(oneLine(text)).toBe(line);
});
