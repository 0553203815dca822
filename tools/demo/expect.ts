/** Something that the demo promises did not hold. */
export class PromiseBrokenError extends Error {
  override readonly name = 'PromiseBrokenError';
}

export function holds(condition: boolean, promise: string): asserts condition {
  if (!condition) throw new PromiseBrokenError(`Did not hold: ${promise}.`);
}
