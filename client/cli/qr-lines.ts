import { styleText } from 'node:util';
import { qrText } from '../qr.ts';

/**
 * A QR code in block characters, two rows a line. Full blocks are the light parts: they are drawn bright on black whatever the
 * terminal's own colours are, and with NO_COLOR as a terminal with light text on a dark ground shows them.
 */
export function qrLines(text: string): string[] {
  return qrText(text).map((line) => styleText(['whiteBright', 'bgBlack'], line));
}
