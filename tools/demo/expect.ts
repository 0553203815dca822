/** Something that the demo promises did not hold. */
export class PromiseBroken extends Error {
  override readonly name = 'PromiseBroken';
}

export function holds(condition: boolean, promise: string): asserts condition {
  if (!condition) throw new PromiseBroken(`Did not hold: ${promise}.`);
}
