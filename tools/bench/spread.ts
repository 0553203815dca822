/** The middle of what was measured, and what nine of ten stayed under. */
export type Spread = { median: number; p90: number };

export function spreadOf(values: readonly number[]): Spread {
  return { median: quantile(values, 0.5), p90: quantile(values, 0.9) };
}

/** Between two measured values, the point that lies between them. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)];
  const above = sorted[Math.ceil(at)];
  if (below === undefined || above === undefined) throw new RangeError('There is nothing to take the middle of.');
  return below + (above - below) * (at - Math.floor(at));
}
