import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What somebody with a screen reader, a keyboard or weak eyes would stumble on, as axe finds it; and what sticks out of a phone. */
export async function checkPage(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const found = await page.evaluate<axe.AxeResults>('axe.run()');
  const told = found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  expect(told).toEqual([]);
  expect(found.passes.length).toBeGreaterThan(5);
  const widths = await page.evaluate<[number, number]>('[document.documentElement.scrollWidth, innerWidth]');
  expect(widths[0]).toBeLessThanOrEqual(widths[1]);
}

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1280, height: 800 };
