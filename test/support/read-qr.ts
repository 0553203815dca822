import { PNG } from 'pngjs';
import { decodeQR } from 'qr/decode.js';

/** A slow machine is no reason to give up on a picture. */
const PATIENCE_MS = 10_000;
const MODULE_PIXELS = 4;
const QUIET_MODULES = 4;

/** What a scanner reads in a PNG picture: by a program that did not draw it. Throws when it finds no QR code. */
export function readQrPicture(png: Buffer): string {
  const { width, height, data } = PNG.sync.read(png);
  return decodeQR({ width, height, data }, { timeLimit: PATIENCE_MS });
}

/** What a scanner reads in lines of block characters, two rows each, of a terminal with light text on a dark ground. */
export function readQrLines(lines: readonly string[]): string {
  const rows = lines.flatMap((line) => [Array.from(line, isLight('▀')), Array.from(line, isLight('▄'))]);
  const columns = Math.max(...rows.map(({ length }) => length));
  const width = (columns + 2 * QUIET_MODULES) * MODULE_PIXELS;
  const height = (rows.length + 2 * QUIET_MODULES) * MODULE_PIXELS;
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const row = rows[Math.floor(y / MODULE_PIXELS) - QUIET_MODULES];
      const light = row?.[Math.floor(x / MODULE_PIXELS) - QUIET_MODULES] ?? false;
      data.fill(light ? 0xff : 0, (y * width + x) * 3, (y * width + x) * 3 + 3);
    }
  }
  return decodeQR({ width, height, data }, { timeLimit: PATIENCE_MS });
}

function isLight(half: '▀' | '▄'): (character: string) => boolean {
  return (character) => character === '█' || character === half;
}
