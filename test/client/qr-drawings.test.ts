import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { qrPng } from '../../client/bot/qr-png.ts';
import { qrLines } from '../../client/cli/qr-lines.ts';
import { readQrLines, readQrPicture } from '../support/read-qr.ts';

/** Telegram's tokens have about this length; their letters are those of base64url. */
const links = ['AQ', 'x'.repeat(48), 'Az09-_'.repeat(12)].map((token) => `tg://login?token=${token}`);

it.each(links)('draws in a terminal what scanners read: %s', (link) => {
  expect(readQrLines(qrLines(link).map((line) => stripVTControlCharacters(line)))).toBe(link);
});

it.each(links)('draws as a picture what scanners read: %s', (link) => {
  expect(readQrPicture(qrPng(link))).toBe(link);
});
