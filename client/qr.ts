import { encode, renderUnicodeCompact } from 'uqr';

/** Light modules around it: the standard wants four. A terminal has 24 lines, and scanners do with one there. */
const BORDER = 4;
const TEXT_BORDER = 1;

/** Rows of modules, true for dark, with the border that scanners want. */
export function qrModules(text: string): readonly (readonly boolean[])[] {
  return encode(text, { border: BORDER }).data;
}

/** Lines of block characters, two rows each: full blocks are the light modules, as on a dark terminal. */
export function qrText(text: string): string[] {
  return renderUnicodeCompact(text, { border: TEXT_BORDER }).split('\n');
}
