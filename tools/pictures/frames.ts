import type { Page } from 'playwright-core';
import UPNG from 'upng-js';

/** Enough for a page of few colours, and a third of the size of true colour. */
const COLOURS = 256;

export type Frame = { rgba: ArrayBuffer; width: number; height: number; shownMs: number };

export async function takeFrame(page: Page, shownMs: number): Promise<Frame> {
  const png = await page.screenshot({ caret: 'hide' });
  const image = UPNG.decode(exact(png));
  const [rgba] = UPNG.toRGBA8(image);
  if (rgba === undefined) throw new Error('The screenshot holds no picture.');
  return { rgba, width: image.width, height: image.height, shownMs };
}

/** One frame: a PNG. Several: an animated PNG, which begins again by itself. */
export function encodeFrames(frames: readonly Frame[]): Uint8Array {
  const [first] = frames;
  if (first === undefined) throw new Error('There is no frame.');
  const pictures = frames.map(({ rgba }) => rgba);
  const delays = frames.map(({ shownMs }) => shownMs);
  return new Uint8Array(UPNG.encode(pictures, first.width, first.height, COLOURS, delays));
}

/** A buffer of Node may lie in a larger one. */
function exact(png: Buffer): ArrayBuffer {
  const copy = new ArrayBuffer(png.length);
  new Uint8Array(copy).set(png);
  return copy;
}
